package io.stompdesk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.mockito.Mockito.mock;

import io.stompdesk.account.Account;
import io.stompdesk.auth.Authenticator;
import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.stream.Reply;
import io.stompdesk.subscription.ReplySender;
import io.stompdesk.subscription.SessionReplies;
import io.stompdesk.transport.FakeSocket;
import io.stompdesk.transport.FrameRateLimiter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.CloseStatus;
import tools.jackson.databind.json.JsonMapper;

/** Tests what controllers receive and how their return values are sent, without the rest of the desk. */
class StandaloneControllerTests {

    private static final UUID ID = UUID.fromString("0d4b8f2e-6f0a-4a51-9e0c-8d3f6d1f2a10");
    private static final Account ADA = new Account("ada", "ada", "Ada", Role.AGENT, false, false, List.of("support"));

    record Say(String text) {}

    /** A controller like those of the features: passes the command on and returns the future. */
    @Controller
    static class Sayings {

        Command<Say> received;
        CompletableFuture<Reply> promise = new CompletableFuture<>();

        @MessageMapping("/say")
        CompletableFuture<Reply> say(Command<Say> command) {
            received = command;
            return promise;
        }

        @MessageMapping("/hint")
        Handled hint(SignalCommand<Say> command) {
            return Handled.HANDLED;
        }

        @MessageMapping("/read")
        Handled reads(SignalCommand<NoContent> command) {
            throw new DataAccessResourceFailureException("the secret of the database");
        }

        @MessageMapping("/break")
        Handled breaks(SignalCommand<NoContent> command) {
            throw new IllegalStateException("the secret of the database");
        }
    }

    private final FakeSocket socket = new FakeSocket("c1");
    private final Sayings sayings = new Sayings();
    private final ExecutorSubscribableChannel inbound = new ExecutorSubscribableChannel();
    private Connection connection;
    private SessionReplies replies;

    @BeforeEach
    void start() {
        JsonMapper json = JsonMapper.builder().build();
        Connections connections = new Connections(_ -> {});
        connection = new Connection("c1", ADA, "l1", Instant.MAX, socket.roomyClient(), FrameRateLimiter.unlimited());
        connections.open(connection);
        replies = new SessionReplies(connections, json);
        subscribe("replies", SessionReplies.REPLIES);
        ReplySender replySender = replies.sender();
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);
        StaticApplicationContext context = new StaticApplicationContext();
        context.getBeanFactory().registerSingleton("sayings", sayings);
        context.getBeanFactory()
                .registerSingleton("connection", new ConnectionController(mock(Authenticator.class), json, clock));
        context.getBeanFactory().registerSingleton("errors", new CommandExceptionHandler(replySender));
        context.refresh();
        CommandMethodMessageHandler handler = new CommandMethodMessageHandler(
                inbound,
                new ExecutorSubscribableChannel(),
                new SimpMessagingTemplate(new ExecutorSubscribableChannel()),
                replySender);
        handler.setApplicationContext(context);
        handler.setDestinationPrefixes(List.of("/app/"));
        handler.setCustomArgumentResolvers(List.of(new CommandArgumentResolver(new CommandDecoder(json), json)));
        handler.setCustomReturnValueHandlers(List.of(new CommandReturnValueHandler(replySender)));
        handler.afterPropertiesSet();
        handler.start();
    }

    private void subscribe(String id, String destination) {
        replies.subscribe(connection, id, destination);
    }

    private void send(String destination, String body) {
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.SEND);
        headers.setDestination(destination);
        headers.setSessionId("c1");
        headers.setSessionAttributes(new HashMap<>());
        headers.setReceipt("r1");
        connection.attachTo(headers);
        headers.setLeaveMutable(true);
        inbound.send(MessageBuilder.createMessage(body.getBytes(StandardCharsets.UTF_8), headers.getMessageHeaders()));
    }

    @Test
    void aControllerIsGivenWhoWhatAndTheKey() {
        send("/app/say", "{\"clientId\":\"" + ID + "\",\"text\":\"hello\"}");

        assertThat(sayings.received.account()).isEqualTo(ADA);
        assertThat(sayings.received.body()).isEqualTo(new Say("hello"));
        assertThat(sayings.received.key().account()).isEqualTo("ada");
        assertThat(sayings.received.key().clientId()).isEqualTo(ID);
    }

    @Test
    void nothingIsAnsweredBeforeThePromiseIsKept() {
        send("/app/say", "{\"clientId\":\"" + ID + "\",\"text\":\"hello\"}");
        assertThat(socket.sent).isEmpty();

        sayings.promise.complete(new Reply(ID, "said", "{\"seq\":1}"));

        assertThat(socket.sent).hasSize(2);
        assertThat(socket.sent.getFirst())
                .contains("destination:/user/queue/replies\n", "subscription:replies\n")
                .endsWith("{\"clientId\":\"" + ID + "\",\"type\":\"said\",\"data\":{\"seq\":1}}\0");
        assertThat(socket.sent.getLast()).isEqualTo("RECEIPT\nreceipt-id:r1\n\n\0");
    }

    @Test
    void aBrokenPromiseIsAnErrorWithoutAReceipt() {
        subscribe("errors", SessionReplies.ERRORS);
        send("/app/say", "{\"clientId\":\"" + ID + "\",\"text\":\"hello\"}");

        sayings.promise.completeExceptionally(new Refusal(ErrorCode.CHAT_LOCKED));

        assertThat(socket.sent)
                .singleElement(STRING)
                .contains("\"code\":\"CHAT_LOCKED\"", "\"receipt\":\"r1\"", ID.toString());
    }

    /** Spring changes the headers of a command again after its controller has returned. */
    @Test
    void anAnswerThatComesWhileSpringFreezesTheHeadersHasItsReceipt() {
        Reply said = new Reply(ID, "said", "{\"seq\":1}");
        inbound.send(MessageBuilder.createMessage(
                ("{\"clientId\":\"" + ID + "\",\"text\":\"hello\"}").getBytes(StandardCharsets.UTF_8),
                new FrozenHeaders(connection, () -> sayings.promise.complete(said)).getMessageHeaders()));

        assertThat(sayings.promise).isCompleted();
        assertThat(socket.sent).hasSize(2).last().isEqualTo("RECEIPT\nreceipt-id:r1\n\n\0");
    }

    /** Runs a callback at the moment when the client's headers are missing. */
    private static final class FrozenHeaders extends SimpMessageHeaderAccessor {

        private final Runnable taken;

        FrozenHeaders(Connection connection, Runnable taken) {
            super(SimpMessageType.MESSAGE, Map.of("receipt", List.of("r1")));
            this.taken = taken;
            setDestination("/app/say");
            setSessionId("c1");
            setSessionAttributes(new HashMap<>());
            connection.attachTo(this);
            setLeaveMutable(true);
        }

        @Override
        public void setHeader(String name, @Nullable Object value) {
            super.setHeader(name, value);
            if (name.equals(NATIVE_HEADERS) && value == null) {
                taken.run();
            }
        }
    }

    @Test
    void anErrorThatNobodyListensForEndsTheConnection() {
        send("/app/say", "{\"clientId\":\"" + ID + "\",\"text\":\"hello\"}");

        sayings.promise.completeExceptionally(new Refusal(ErrorCode.CHAT_LOCKED));

        assertThat(socket.sent).singleElement(STRING).startsWith("ERROR\nmessage:CHAT_LOCKED\n");
        assertThat(socket.closed()).isNotEqualTo(CloseStatus.NORMAL);
    }

    @Test
    void aFaultOfOursTellsNothingOfItself() {
        subscribe("errors", SessionReplies.ERRORS);
        send("/app/break", "{}");

        assertThat(socket.sent)
                .singleElement(STRING)
                .contains("\"code\":\"INTERNAL\"")
                .doesNotContain("secret");
    }

    @Test
    void aStoreThatIsAwayIsWorthAnotherTry() {
        subscribe("errors", SessionReplies.ERRORS);
        send("/app/read", "{}");

        assertThat(socket.sent)
                .singleElement(STRING)
                .contains("\"code\":\"STORE_UNAVAILABLE\"", "\"retryable\":true")
                .doesNotContain("secret");
    }

    @Test
    void aCommandNeedsAClientIdAndASignalDoesNot() {
        subscribe("errors", SessionReplies.ERRORS);
        send("/app/hint", "{\"text\":\"psst\"}");
        assertThat(socket.sent).containsExactly("RECEIPT\nreceipt-id:r1\n\n\0");

        send("/app/say", "{\"text\":\"hello\"}");
        assertThat(socket.sent.getLast()).contains("CLIENT_ID_INVALID");
        assertThat(sayings.received).isNull();
    }

    @Test
    void whatNoControllerTakesIsAnUnknownDestination() {
        subscribe("errors", SessionReplies.ERRORS);
        send("/app/shout", "{}");

        assertThat(socket.sent).singleElement(STRING).contains("UNKNOWN_DESTINATION");
    }

    @Test
    void aPingIsAnsweredWithTheDesksTime() {
        send("/app/ping", "{}");

        assertThat(socket.sent.getFirst()).endsWith("{\"type\":\"pong\",\"data\":{\"at\":\"2026-03-01T09:30:00Z\"}}\0");
    }
}
