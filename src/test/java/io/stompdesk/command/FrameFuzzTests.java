package io.stompdesk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stompdesk.Mutations;
import io.stompdesk.TextBudget;
import io.stompdesk.account.Account;
import io.stompdesk.auth.Authenticator;
import io.stompdesk.connection.ConnectHandler;
import io.stompdesk.connection.ConnectedUser;
import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.Rate;
import io.stompdesk.subscription.SessionReplies;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import io.stompdesk.transport.ConnectionLimiter;
import io.stompdesk.transport.ConnectionLimits;
import io.stompdesk.transport.FakeSocket;
import io.stompdesk.transport.FrameRateLimiter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.BufferingStompDecoder;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any bytes from a connected customer: Spring's decoder and the interceptor refuse them, or pass a frame to a
 * destination that customers may use, with known headers only.
 */
class FrameFuzzTests {

    private static final Account CUSTOMER =
            new Account("carol", "carol", "Carol", Role.CUSTOMER, false, false, List.of());

    private static final String SESSION = "session";

    private final ExecutorSubscribableChannel channel = new ExecutorSubscribableChannel();
    private final Connections connections = new Connections(_ -> {});
    private final ClientSockets sockets;
    private int passed;

    FrameFuzzTests() {
        Rate much = new Rate(1_000_000_000, Duration.ofSeconds(1));
        ConnectionLimiter limiter = new ConnectionLimiter(new ConnectionLimits(
                false,
                much,
                much,
                much,
                much,
                much,
                much,
                much,
                1_000_000,
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(64),
                1_000_000,
                1_000_000,
                much,
                Ipv6Limits.DEFAULT));
        sockets = new ClientSockets(FakeSocket.SETTINGS, limiter);
        Authenticator nobody = mock(Authenticator.class);
        when(nobody.authenticate(any())).thenThrow(new Refusal(ErrorCode.UNAUTHENTICATED));
        channel.addInterceptor(new InboundInterceptor(
                new ConnectHandler(nobody, connections, sockets, limiter),
                connections,
                sockets,
                new DestinationAuthorizationManager(),
                new SessionReplies(connections, JsonMapper.shared()).sender(),
                new FrameLimits(new CommandSettings(DataSize.ofKilobytes(64), 32, 8192)),
                Clock.systemUTC()));
        channel.subscribe(this::check);
    }

    private void check(Message<?> message) {
        passed++;
        SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
        if (type == SimpMessageType.MESSAGE || type == SimpMessageType.SUBSCRIBE) {
            String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
            assertThat(Destination.values())
                    .as(destination)
                    .anyMatch(known -> known.type() == type
                            && known.roles().contains(Role.CUSTOMER)
                            && known.matches(destination));
            assertThat(destination).doesNotContain("*", "\n", "{", "..");
        }
        if (message.getHeaders().get(NativeMessageHeaderAccessor.NATIVE_HEADERS)
                instanceof java.util.Map<?, ?> headers) {
            assertThat(headers.keySet())
                    .allMatch(name -> List.of(
                                    "accept-version",
                                    "heart-beat",
                                    "Authorization",
                                    "passcode",
                                    "destination",
                                    "id",
                                    "receipt",
                                    "since",
                                    "snapshot")
                            .contains(name));
        }
    }

    @FuzzTest
    void frames(byte[] bytes) {
        play(bytes);
    }

    private void play(byte[] bytes) {
        FakeSocket socket = new FakeSocket(SESSION);
        ClientSocket outbound = sockets.open(socket.session);
        connections.open(
                new Connection(SESSION, CUSTOMER, "login", Instant.MAX, outbound, FrameRateLimiter.unlimited()));
        BufferingStompDecoder decoder = new BufferingStompDecoder(new StompDecoder(), 128 * 1024);
        try {
            int half = bytes.length / 2;
            feed(decoder, ByteBuffer.wrap(bytes, 0, half));
            feed(decoder, ByteBuffer.wrap(bytes, half, bytes.length - half).slice());
        } catch (RuntimeException refused) {
            // Ends the connection. Errors of the JVM are not caught.
        } finally {
            connections.end(SESSION);
            sockets.closed(SESSION);
        }
    }

    private void feed(BufferingStompDecoder decoder, ByteBuffer bytes) {
        for (Message<byte[]> message : decoder.decode(bytes)) {
            StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
            headers.setSessionId(SESSION);
            headers.setUser(new ConnectedUser(CUSTOMER));
            channel.send(message);
        }
    }

    /** A short search in every build. {@code JAZZER_FUZZ=1} continues it. */
    @Test
    void tenThousandMutationsOfTheSeeds() {
        Mutations.play("command/FrameFuzzTestsInputs/frames", 10_000, this::play);
        assertThat(passed).isGreaterThan(1000);
    }

    @Test
    void whateverTheTextItIsReadWithinItsBudget() {
        TextBudget.check(text -> play(text.getBytes(StandardCharsets.UTF_8)));
        TextBudget.check(text -> play(frame("SEND", "/app/ping\n" + text.substring(0, 30_000), text)));
        TextBudget.check(text -> play(frame("SEND", inOneLine(text), "{}")));
        TextBudget.check(text -> play(frame("SUBSCRIBE\nid:1", "/topic/" + inOneLine(text), "")));
        TextBudget.check(text -> play(frame("CONNECT\naccept-version:" + inOneLine(text), "x", "")));
    }

    private static String inOneLine(String text) {
        return text.substring(0, 30_000).replace('\n', ' ');
    }

    private static byte[] frame(String command, String destination, String body) {
        String frame = command + "\ndestination:" + destination + "\n\n" + body.replace('\0', ' ') + "\0";
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
