package io.stompdesk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.StompTest;
import io.stompdesk.TestLogin;
import io.stompdesk.connection.ConnectedUser;
import io.stompdesk.connection.Connections;
import io.stompdesk.transport.ClientSockets;
import io.stompdesk.transport.FakeSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

/** Tests the desk without a network: messages enter through the inbound channel, and frames leave. */
@StompTest
class ChannelTests {

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("clientInboundChannel")
    private MessageChannel inbound;

    @Autowired
    private ClientSockets sockets;

    @Autowired
    private Connections connections;

    private final String session = "test-" + UUID.randomUUID();
    private final FakeSocket socket = new FakeSocket(session);
    private ConnectedUser user;

    @BeforeEach
    void connect() {
        sockets.open(socket.session);
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.CONNECT);
        headers.addNativeHeader("accept-version", "1.2");
        headers.addNativeHeader(
                "Authorization", "Bearer " + TestLogin.guest(port).token());
        send(headers, "");
        user = (ConnectedUser) headers.getUser();
        subscribe("replies", "/user/queue/replies");
        subscribe("errors", "/user/queue/errors");
        socket.sent.clear();
    }

    private void send(StompHeaderAccessor headers, String body) {
        headers.setSessionId(session);
        headers.setSessionAttributes(new HashMap<>());
        headers.setUser(user);
        headers.setLeaveMutable(true);
        inbound.send(MessageBuilder.createMessage(body.getBytes(StandardCharsets.UTF_8), headers.getMessageHeaders()));
    }

    private void subscribe(String id, String destination) {
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.SUBSCRIBE);
        headers.setSubscriptionId(id);
        headers.setDestination(destination);
        headers.setReceipt("of-" + id);
        send(headers, "");
    }

    private void command(String destination, String body) {
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.SEND);
        headers.setDestination(destination);
        headers.setReceipt("r1");
        send(headers, body);
    }

    private String frame(int index) {
        await().until(() -> socket.sent.size() > index);
        return socket.sent.get(index);
    }

    @Test
    void aCommandIsStoredThenAnsweredThenReceipted() {
        UUID id = UUID.randomUUID();
        command("/app/tickets.create", "{\"clientId\":\"" + id + "\",\"subject\":\"s\",\"description\":\"d\"}");

        assertThat(frame(0)).contains("/user/queue/replies", "ticket.created", id.toString());
        assertThat(frame(1)).isEqualTo("RECEIPT\nreceipt-id:r1\n\n\0");
    }

    @Test
    void aRefusedCommandIsAnErrorOfThisSession() {
        command("/app/tickets.create", "{");

        assertThat(frame(0)).contains("/user/queue/errors", "MALFORMED_JSON");
    }

    @Test
    void whatARoleMayNotUseDoesNotReachAController() {
        command("/app/presence", "{\"status\":\"ONLINE\"}");

        assertThat(frame(0)).contains("FORBIDDEN");
    }

    @Test
    void aFrameOfNobodyIsRefused() {
        sockets.open(new FakeSocket("another").session);
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.SEND);
        headers.setDestination("/app/ping");
        headers.setSessionId("another");
        headers.setLeaveMutable(true);

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> inbound.send(MessageBuilder.createMessage(new byte[0], headers.getMessageHeaders())))
                .isInstanceOf(MessageDeliveryException.class);
    }

    @Test
    void anEndThatIsToldTwiceEndsOnce() {
        assertThat(connections.find(session)).isNotNull();
        for (int i = 0; i < 2; i++) {
            send(StompHeaderAccessor.create(StompCommand.DISCONNECT), "");
        }

        assertThat(connections.find(session)).isNull();
        assertThat(connections.has(user.getName())).isFalse();
    }
}
