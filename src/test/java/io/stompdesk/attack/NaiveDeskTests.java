package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.attack.RawStomp.Transport;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The attacks of {@link FrameAttackTests} and {@link SockJsAttackTests} against an application
 * without the desk's guards: each of them works, so the tests there are able to fail.
 */
@org.junit.jupiter.api.Tag("long")
class NaiveDeskTests {

    private static ConfigurableApplicationContext naive;
    private static int port;

    @BeforeAll
    static void start() {
        naive = NaiveDesk.start();
        port = Integer.parseInt(naive.getEnvironment().getProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        naive.close();
    }

    private static RawStomp connect(Transport transport, String name) {
        RawStomp client = RawStomp.open(transport, port);
        client.send(Frame.connect(name));
        client.await(frame -> frame.is("CONNECTED"));
        return client;
    }

    /** The stock broker gives no receipts: a message to oneself says that it has subscribed. */
    private static void subscribe(RawStomp client, String id, String destination) {
        String own = "/topic/own-" + UUID.randomUUID();
        client.send(Frame.subscribe(id, destination));
        client.send(Frame.subscribe("own", own));
        // Its two channels keep no order, so one message may be too early.
        long until = System.nanoTime() + RawStomp.PATIENCE.toNanos();
        while (client.on("own").isEmpty() && System.nanoTime() < until) {
            client.send(Frame.send(own, "ready"));
            Thread.onSpinWait();
        }
        client.send(Frame.of("UNSUBSCRIBE", "", "id:own"));
    }

    @ParameterizedTest
    @EnumSource
    void aForgedMessageReachesSubscribersWithTheAttackersHeaders(Transport transport) {
        try (RawStomp victim = connect(transport, "victim");
                RawStomp attacker = connect(transport, "attacker")) {
            subscribe(victim, "mine", "/queue/ticket.K7Q29XMD");
            attacker.send(Frame.send("/queue/ticket.K7Q29XMD", "forged", "actor:the-agent"));
            Frame forged = victim.awaitOn("mine");
            assertThat(forged.body()).isEqualTo("forged");
            assertThat(forged.header("actor")).isEqualTo("the-agent");
        }
    }

    @Test
    void aServersFrameFromAClientIsBroadcast() {
        try (RawStomp victim = connect(Transport.WEBSOCKET, "victim");
                RawStomp attacker = connect(Transport.WEBSOCKET, "attacker")) {
            subscribe(victim, "mine", "/topic/tickets");
            attacker.send(
                    Frame.of(
                            "MESSAGE",
                            "forged",
                            "destination:/topic/tickets",
                            "message-id:1",
                            "subscription:mine"));
            assertThat(victim.awaitOn("mine").body()).isEqualTo("forged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/queue/ticket.*", "/queue/**"})
    void aPatternHearsEverybodysChats(String pattern) {
        try (RawStomp attacker = connect(Transport.WEBSOCKET, "attacker");
                RawStomp agent = connect(Transport.WEBSOCKET, "agent")) {
            subscribe(attacker, "all", pattern);
            agent.send(Frame.send("/queue/ticket.K7Q29XMD", "a secret"));
            assertThat(attacker.awaitOn("all").body()).isEqualTo("a secret");
        }
    }

    @Test
    void aMessageToAnotherUsersQueueArrives() {
        try (RawStomp victim = connect(Transport.WEBSOCKET, "victim");
                RawStomp attacker = connect(Transport.WEBSOCKET, "attacker")) {
            subscribe(victim, "replies", "/user/queue/replies");
            attacker.send(Frame.send("/user/victim/queue/replies", "forged"));
            assertThat(victim.awaitOn("replies").body()).isEqualTo("forged");
        }
    }

    @Test
    void whoOpensALiveSessionGetsWhatIsMeantForIt() {
        String id = RawStomp.sessionId();
        try (RawStomp victim = RawStomp.openAs(Transport.SOCKJS_WEBSOCKET, port, id)) {
            victim.send(Frame.connect("victim"));
            victim.await(frame -> frame.is("CONNECTED"));
            subscribe(victim, "mine", "/topic/secrets");
            try (RawStomp attacker = RawStomp.openAs(Transport.SOCKJS_WEBSOCKET, port, id);
                    RawStomp agent = connect(Transport.WEBSOCKET, "agent")) {
                agent.send(Frame.send("/topic/secrets", "a secret"));
                assertThat(attacker.awaitOn("mine").body()).isEqualTo("a secret");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XHR", "XHR_STREAMING"})
    void aGuessableIdIsASessionOverHttp(Transport transport) {
        try (RawStomp victim = RawStomp.openAs(transport, port, "1" + transport.ordinal())) {
            victim.send(Frame.connect("victim"));
            assertThat(victim.await(frame -> frame.is("CONNECTED"))).isNotNull();
        }
    }

    @Test
    void aPageOfAnotherSiteOpensASocket() {
        try (RawStomp client =
                RawStomp.openAs(Transport.WEBSOCKET, port, "", "Origin: https://evil.example")) {
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void anErrorNamesAClass() {
        try (RawStomp client = RawStomp.open(Transport.WEBSOCKET, port)) {
            client.send("NOTHING\nfoo:bar\n\n\0");
            assertThat(client.await(f -> f.is("ERROR")).header("message"))
                    .contains("org.springframework");
        }
    }
}
