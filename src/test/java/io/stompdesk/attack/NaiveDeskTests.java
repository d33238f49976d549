package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.attack.RawStomp.Transport;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the attacks of {@link FrameAttackTests} and {@link SockJsAttackTests} against an application without the desk's
 * guards. Each of them succeeds, so the tests there can fail.
 */
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

    /** The stock broker sends no receipts. A message to the client itself shows that the subscription is active. */
    private static void subscribe(RawStomp client, String id, String destination) {
        String own = "own-" + UUID.randomUUID();
        client.send(Frame.subscribe(id, destination));
        client.send(Frame.subscribe(own, "/topic/" + own));
        untilHeard(client, own, () -> client.send(Frame.send("/topic/" + own, "ready")));
        client.send(Frame.of("UNSUBSCRIBE", "", "id:" + own));
    }

    /**
     * Returns the first message of the subscription. The stock broker's channels do not keep the order, so an attack
     * may overtake what it needs. It is repeated until it succeeds once.
     */
    private static Frame untilHeard(RawStomp client, String subscription, Runnable attack) {
        long until = System.nanoTime() + RawStomp.PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            attack.run();
            if (client.hears(subscription, Duration.ofMillis(100))) {
                return client.on(subscription).getFirst();
            }
        }
        throw new AssertionError(subscription + " heard nothing");
    }

    @ParameterizedTest
    @EnumSource
    void aForgedMessageReachesSubscribersWithTheAttackersHeaders(Transport transport) {
        try (RawStomp victim = connect(transport, "victim");
                RawStomp attacker = connect(transport, "attacker")) {
            subscribe(victim, "mine", "/queue/ticket.K7Q29XMD");
            String attack = Frame.send("/queue/ticket.K7Q29XMD", "forged", "actor:the-agent");
            Frame forged = untilHeard(victim, "mine", () -> attacker.send(attack));
            assertThat(forged.body()).isEqualTo("forged");
            assertThat(forged.header("actor")).isEqualTo("the-agent");
        }
    }

    @Test
    void aServersFrameFromAClientIsBroadcast() {
        try (RawStomp victim = connect(Transport.WEBSOCKET, "victim");
                RawStomp attacker = connect(Transport.WEBSOCKET, "attacker")) {
            subscribe(victim, "mine", "/topic/tickets");
            String attack =
                    Frame.of("MESSAGE", "forged", "destination:/topic/tickets", "message-id:1", "subscription:mine");
            assertThat(untilHeard(victim, "mine", () -> attacker.send(attack)).body())
                    .isEqualTo("forged");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/queue/ticket.*", "/queue/**"})
    void aPatternHearsEverybodysChats(String pattern) {
        try (RawStomp attacker = connect(Transport.WEBSOCKET, "attacker");
                RawStomp agent = connect(Transport.WEBSOCKET, "agent")) {
            subscribe(attacker, "all", pattern);
            String secret = Frame.send("/queue/ticket.K7Q29XMD", "a secret");
            assertThat(untilHeard(attacker, "all", () -> agent.send(secret)).body())
                    .isEqualTo("a secret");
        }
    }

    @Test
    void aMessageToAnotherUsersQueueArrives() {
        try (RawStomp victim = connect(Transport.WEBSOCKET, "victim");
                RawStomp attacker = connect(Transport.WEBSOCKET, "attacker")) {
            subscribe(victim, "replies", "/user/queue/replies");
            String attack = Frame.send("/user/victim/queue/replies", "forged");
            assertThat(untilHeard(victim, "replies", () -> attacker.send(attack))
                            .body())
                    .isEqualTo("forged");
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
                String secret = Frame.send("/topic/secrets", "a secret");
                assertThat(untilHeard(attacker, "mine", () -> agent.send(secret))
                                .body())
                        .isEqualTo("a secret");
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
        try (RawStomp client = RawStomp.openAs(Transport.WEBSOCKET, port, "", "Origin: https://evil.example")) {
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void anErrorNamesAClass() {
        try (RawStomp client = RawStomp.open(Transport.WEBSOCKET, port)) {
            client.send("NOTHING\nfoo:bar\n\n\0");
            assertThat(client.await(f -> f.is("ERROR")).header("message")).contains("org.springframework");
        }
    }

    /** The second is in the cache of a destination that somebody else listens to. */
    @Test
    void theSecondSubscriptionWithOneIdStays() {
        try (RawStomp agent = connect(Transport.WEBSOCKET, "agent");
                RawStomp attacker = connect(Transport.WEBSOCKET, "attacker")) {
            subscribe(agent, "two", "/topic/two");
            untilHeard(agent, "two", () -> agent.send(Frame.send("/topic/two", "cached")));
            subscribe(attacker, "x", "/topic/one");
            subscribe(attacker, "x", "/topic/two");
            String toTwo = Frame.send("/topic/two", "before");
            untilHeard(attacker, "x", () -> agent.send(toTwo));
            attacker.send(Frame.of("UNSUBSCRIBE", "", "id:x"));
            // A client that has unsubscribed and subscribed again with another id has processed everything before.
            subscribe(attacker, "behind", "/topic/behind");
            String secret = Frame.send("/topic/two", "a secret");
            untilHeard(agent, "two", () -> agent.send(secret));
            assertThat(attacker.await(f -> f.body().equals("a secret")).header("subscription"))
                    .isEqualTo("x");
        }
    }

    @Test
    void aStompFrameNeedsNoToken() {
        try (RawStomp attacker = RawStomp.open(Transport.WEBSOCKET, port)) {
            attacker.send(Frame.of("STOMP", "", "accept-version:1.2"));
            assertThat(attacker.await(f -> f.is("CONNECTED"))).isNotNull();
            subscribe(attacker, "t", "/topic/tickets");
        }
    }

    /** There is no ERROR and no close, and later frames are accepted. */
    @Test
    void withFramesKeptInOrderARefusedConnectIsSwallowed() {
        try (ConfigurableApplicationContext ordered = NaiveDesk.start("--naive.ordered=true")) {
            int other = Integer.parseInt(ordered.getEnvironment().getProperty("local.server.port"));
            try (RawStomp attacker = RawStomp.open(Transport.WEBSOCKET, other);
                    RawStomp victim = RawStomp.open(Transport.WEBSOCKET, other)) {
                victim.send(Frame.connect("victim"));
                victim.await(f -> f.is("CONNECTED"));
                subscribe(victim, "mine", "/topic/said");
                attacker.send(Frame.of("CONNECT", "", "accept-version:1.2"));
                String attack = Frame.send("/app/say", "forged");
                untilHeard(victim, "mine", () -> attacker.send(attack));
                assertThat(attacker.isClosed()).isFalse();
                assertThat(attacker.received()).noneMatch(f -> f.is("ERROR"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XHR", "XHR_STREAMING"})
    void whoKnowsASessionsIdSpeaksForIt(Transport transport) {
        String id = "7" + transport.ordinal();
        try (RawXhr victim = (RawXhr) RawStomp.openAs(transport, port, id);
                RawStomp agent = connect(Transport.WEBSOCKET, "agent")) {
            victim.send(Frame.connect("victim"));
            victim.await(frame -> frame.is("CONNECTED"));
            subscribe(agent, "mine", "/topic/tickets");
            RawXhr attacker = RawXhr.sendingAs(port, id);
            String attack = Frame.send("/topic/tickets", "as the victim");
            assertThat(untilHeard(agent, "mine", () -> attacker.send(attack)).body())
                    .isEqualTo("as the victim");
        }
    }

    @Test
    void fiveHundredCommandsAndTwentyThousandSubscriptionsAreTaken() {
        try (RawStomp attacker = connect(Transport.WEBSOCKET, "attacker")) {
            subscribe(attacker, "all", "/topic/flood");
            for (int from = 0; from < 20_000; from += 100) {
                attacker.send(IntStream.range(from, from + 100)
                        .mapToObj(i -> Frame.subscribe("s" + i, "/topic/none-" + i))
                        .collect(Collectors.joining()));
            }
            for (int i = 0; i < 5; i++) {
                attacker.send(Frame.send("/topic/flood", "x").repeat(100));
            }
            await().until(() -> attacker.on("all").size() == 500);
        }
    }

    @Test
    void aThousandHeadersReachWhoeverListens() {
        try (RawStomp victim = connect(Transport.WEBSOCKET, "victim");
                RawStomp attacker = connect(Transport.WEBSOCKET, "attacker")) {
            subscribe(victim, "mine", "/topic/tickets");
            String[] many =
                    IntStream.range(0, 1000).mapToObj(i -> "h" + i + ":v").toArray(String[]::new);
            String attack = Frame.send("/topic/tickets", "x", many);
            assertThat(untilHeard(victim, "mine", () -> attacker.send(attack)).headers())
                    .hasSizeGreaterThan(1000);
        }
    }
}
