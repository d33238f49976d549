package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.attack.People.As;
import io.stompdesk.attack.RawStomp.Transport;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Frames that no regular client sends. {@link NaiveDeskTests} shows their effect on an unprotected application. */
@AttackTest
class FrameAttackTests {

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    private static String create(String subject) {
        return Frame.send(
                "/app/tickets.create",
                "{\"clientId\":\"%s\",\"subject\":\"%s\",\"description\":\"d\"}".formatted(UUID.randomUUID(), subject));
    }

    private boolean exists(String subject) {
        return people.call(
                        "GET", "/api/tickets?q=" + subject, people.the(As.ADMIN).token(), null)
                .body()
                .contains(subject);
    }

    /**
     * Changes are stored one after the other. So when this one is stored, all earlier ones have been stored or refused.
     */
    private void behindAllOthers() {
        String last = unique();
        people.post("/api/tickets", people.the(As.OWNER).token(), Map.of("subject", last, "description", "d"));
        assertThat(exists(last)).isTrue();
    }

    private static String unique() {
        return "s" + UUID.randomUUID().toString().replace("-", "");
    }

    @ParameterizedTest
    @EnumSource
    void aStompFrameIsAConnectAndNeedsAToken(Transport transport) {
        try (RawStomp good = RawStomp.open(transport, people.port());
                RawStomp bad = RawStomp.open(transport, people.port())) {
            good.send(Frame.connect(people.the(As.GUEST).token()).replaceFirst("CONNECT", "STOMP"));
            assertThat(good.await(frame -> frame.is("CONNECTED"))).isNotNull();
            bad.send(Frame.of("STOMP", "", "accept-version:1.2", "login:admin"));
            assertThat(bad.await(f -> f.is("ERROR")).json().path("code").stringValue())
                    .isEqualTo("UNAUTHENTICATED");
            assertThat(bad.awaitClose()).isEqualTo(4401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsHeardBeforeConnect(Transport transport) {
        String subject = unique();
        try (RawStomp client = RawStomp.open(transport, people.port())) {
            client.send(create(subject));
            assertThat(client.awaitClose()).isEqualTo(4403);
        }
        behindAllOthers();
        assertThat(exists(subject)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsARefusedConnectInTheSameMessageIsNotHeard(Transport transport) {
        String subject = unique();
        try (RawStomp client = RawStomp.open(transport, people.port())) {
            client.send(Frame.connect("forged") + create(subject));
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
        behindAllOthers();
        assertThat(exists(subject)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void whatFollowsAFatalFrameInTheSameMessageIsNotHeard(Transport transport) {
        String before = unique();
        String after = unique();
        try (RawStomp client = people.connect(As.OWNER, transport)) {
            client.send(create(before) + Frame.of("MESSAGE", "x", "destination:/topic/tickets") + create(after));
            assertThat(client.awaitClose()).isEqualTo(4403);
        }
        behindAllOthers();
        assertThat(exists(before)).isTrue();
        assertThat(exists(after)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aSocketThatNeverConnectsIsClosed(Transport transport) {
        try (RawStomp client = RawStomp.open(transport, people.port())) {
            assertThat(client.awaitClose()).isEqualTo(4408);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0", "1,1", "2147483647,2147483647", "9223372036854775807,0", "-1,-1"})
    void anyHeartbeatsAreTaken(String heartbeats) {
        try (RawStomp client = RawStomp.open(Transport.WEBSOCKET, people.port())) {
            client.send(
                    Frame.connect(people.the(As.GUEST).token()).replace("heart-beat:0,0", "heart-beat:" + heartbeats));
            client.await(frame -> frame.is("CONNECTED"));
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isNotNull();
        } catch (AssertionError closed) {
            // Even without an error queue, /app/ping would be answered with its RECEIPT.
            throw new AssertionError(heartbeats, closed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT\naccept-version:1.2\nheart-beat:a,b\n\n\0",
                "CONNECT\naccept-version:1.2\nheart-beat:99999999999999999999,0\n\n\0",
                "CONNECT\naccept-version:9.9\nAuthorization:Bearer x\n\n\0",
                "CONNECT\n\n\0",
                "NOTHING\n\n\0",
                "\u0001\u0002\n\n\0",
                "SEND\nno colon\n\nx\0",
                "SEND\ndestination:/app/ping\\x\n\n\0",
                "SEND\ndestination:/app/ping\ncontent-type:;;;\n\nx\0",
                "SEND\ndestination:/app/ping\ncontent-length:2\n\nlonger\0",
                "SUBSCRIBE\nid:1\n\nbody\0"
            })
    void aBrokenFrameEndsTheConnectionAndTellsNothing(String frame) {
        try (RawStomp client = RawStomp.open(Transport.WEBSOCKET, people.port())) {
            client.send(frame);
            Frame error = client.await(f -> f.is("ERROR"));
            assertThat(error.toString()).doesNotContain("Exception", "org.", "java.", "io.stomp");
            assertThat(client.awaitClose()).isEqualTo(4403);
        }
    }

    @ParameterizedTest
    @EnumSource
    void selectorsAreNoPrograms(Transport transport) {
        String ticket = people.ticketOf(people.the(As.OWNER));
        try (RawStomp owner = people.connect(As.OWNER, transport)) {
            String nothing = "selector:headers['x'] == T(java.lang.Runtime).getRuntime()";
            assertThat(owner.ask(Frame.subscribe("s", "/queue/ticket." + ticket, "since:0", nothing)))
                    .isEqualTo("OK");
            assertThat(owner.on("s")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneSubscriptionIdIsOneSubscription(Transport transport) {
        String ticket = people.ticketOf(people.the(As.OWNER));
        String other = people.ticketOf(people.the(As.OWNER));
        try (RawStomp owner = people.connect(As.OWNER, transport);
                RawStomp admin = people.connect(As.ADMIN, Transport.WEBSOCKET)) {
            assertThat(owner.ask(Frame.subscribe("twice", "/queue/ticket." + ticket)))
                    .isEqualTo("OK");
            assertThat(owner.ask(Frame.subscribe("twice", "/queue/ticket." + other)))
                    .isEqualTo("SUBSCRIPTION_INVALID");
            assertThat(owner.ask(Frame.of("UNSUBSCRIBE", "", "id:twice"))).isEqualTo("OK");
            int before = owner.on("twice").size();
            assertThat(owner.ask(Frame.subscribe("sentinel", "/queue/ticket." + other)))
                    .isEqualTo("OK");
            resolve(admin, ticket);
            resolve(admin, other);
            owner.await(f -> f.body().contains("ticket.resolved"));
            assertThat(owner.on("twice")).hasSize(before);
        }
    }

    private static void resolve(RawStomp client, String ticket) {
        String body = "{\"clientId\":\"" + UUID.randomUUID() + "\"}";
        assertThat(client.ask(Frame.send("/app/ticket." + ticket + ".resolve", body)))
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatAClientPutsIntoAHeaderReachesAnyone(Transport transport) {
        String ticket = people.ticketOf(people.the(As.OWNER));
        try (RawStomp owner = people.connect(As.OWNER, Transport.WEBSOCKET);
                RawStomp admin = people.connect(As.ADMIN, transport)) {
            assertThat(owner.ask(Frame.subscribe("mine", "/queue/ticket." + ticket)))
                    .isEqualTo("OK");
            String mark = unique();
            String body = "{\"clientId\":\"" + UUID.randomUUID() + "\"}";
            admin.send(Frame.send(
                    "/app/ticket." + ticket + ".resolve",
                    body,
                    "receipt:" + mark + "-mine",
                    "actor:" + mark,
                    "message-id:" + mark,
                    "subscription:" + mark,
                    "content-type:text/" + mark,
                    "simpDestination:/queue/" + mark,
                    "simpSessionId:" + mark,
                    "simpOrigDestination:/queue/" + mark,
                    "stompdesk.event:" + mark,
                    "x-" + mark + ":" + mark));
            assertThat(admin.outcome(mark + "-mine")).isEqualTo("OK");
            Frame event = owner.await(f -> f.body().contains("ticket.resolved"));
            assertThat(event.headers())
                    .containsOnlyKeys("destination", "content-type", "subscription", "message-id")
                    .containsEntry("subscription", "mine")
                    .containsEntry("content-type", "application/json");
            assertThat(owner.received().toString()).doesNotContain(mark);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeaderOfSpringsOwnDoesNotLeadElsewhere(Transport transport) {
        String ticket = people.ticketOf(people.the(As.OWNER));
        try (RawStomp owner = people.connect(As.OWNER, transport)) {
            // The header in which Spring keeps the original of a user destination.
            assertThat(owner.ask(Frame.subscribe(
                            "s", "/queue/ticket." + ticket, "since:0", "simpOrigDestination:/user/queue/errors")))
                    .isEqualTo("OK");
            assertThat(owner.on("s").getFirst().header("destination")).isEqualTo("/queue/ticket." + ticket);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooManyHeadersEndTheConnection(Transport transport) {
        String many = IntStream.range(0, 1000).mapToObj(i -> "h" + i + ":v\n").collect(Collectors.joining());
        for (String headers : List.of(many, "h:" + "x".repeat(9000) + "\n")) {
            try (RawStomp client = people.connect(As.GUEST, transport)) {
                client.send("SEND\ndestination:/app/ping\n" + headers + "\n{}\0");
                assertThat(client.awaitClose()).isEqualTo(4403);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void aFrameOfTenMegabytesEndsTheConnection(Transport transport) {
        try (RawStomp client = people.connect(As.GUEST, transport)) {
            client.send(Frame.send("/app/ping", "x".repeat(10_000_000)));
            assertThat(client.awaitClose()).isIn(4403, 1009, 1006);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOversizedCommandIsRefusedAndTheConnectionStays(Transport transport) {
        try (RawStomp client = people.connect(As.GUEST, transport)) {
            assertThat(client.ask(Frame.send("/app/ping", "x".repeat(70_000)))).isEqualTo("TOO_LARGE");
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    @Test
    void aFrameThatNeverEndsEndsTheConnection() {
        try (RawWebSocket client = (RawWebSocket) people.connect(As.GUEST, Transport.WEBSOCKET)) {
            client.frame(false, 1, "SEND\ndestination:/app/ping\n\n");
            for (int i = 0; i < 30 && !client.isClosed(); i++) {
                client.frame(false, 0, "x".repeat(8000));
            }
            assertThat(client.awaitClose()).isEqualTo(4403);
        }
    }

    /** The decoder restarts with each piece, so the work would grow with the square of the length. */
    @Test
    void aFrameInTinyPiecesEndsTheConnection() {
        try (RawWebSocket client = (RawWebSocket) people.connect(As.GUEST, Transport.WEBSOCKET)) {
            client.frame(false, 1, "SEND\ndestination:/app/ping\n\n");
            for (int i = 0; i < 100 && !client.isClosed(); i++) {
                client.frame(false, 0, "x");
            }
            assertThat(client.awaitClose()).isEqualTo(4403);
        }
    }

    /** Twenty megabytes of one letter compress to twenty kilobytes. */
    @Test
    void aMessageThatGrowsWhenItIsUnpackedEndsTheConnection() {
        try (RawWebSocket client = (RawWebSocket) RawStomp.openAs(
                Transport.WEBSOCKET, people.port(), "", "Sec-WebSocket-Extensions: permessage-deflate")) {
            client.deflated("SEND\n\n" + "x".repeat(20_000_000));
            assertThat(client.awaitClose()).isIn(4403, 1009);
        }
    }

    private static String command(String destination, String fields) {
        return Frame.send(destination, "{\"clientId\":\"" + UUID.randomUUID() + "\"" + fields + "}");
    }

    /** A client that does not read fills up neither the desk's memory nor anybody else's chat. */
    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void whoDoesNotReadIsCutOff(Transport transport) {
        String chat = "/app/ticket." + people.ticketOf(people.the(As.OWNER));
        String stream = chat.replace("/app/", "/queue/");
        String text = ",\"text\":\"" + "€".repeat(9000) + "\"";
        try (var _ = guards.withoutLimits();
                RawWebSocket deaf = (RawWebSocket) people.connect(As.OWNER, transport);
                RawStomp agent = people.connectAgent()) {
            assertThat(agent.ask(command("/app/presence", ",\"status\":\"ONLINE\"")))
                    .isEqualTo("OK");
            assertThat(agent.ask(command(chat + ".pick", ""))).isEqualTo("OK");
            assertThat(deaf.ask(Frame.subscribe("t", stream))).isEqualTo("OK");
            deaf.reads(false);
            // Tomcat gives the frame that closes the socket three seconds.
            for (int i = 0; i < 600 && !guards.isASocketEnding(); i++) {
                assertThat(agent.ask(command(chat + ".chat", text))).isEqualTo("OK");
            }
            deaf.reads(true);
            assertThat(deaf.awaitClose()).isEqualTo(4408);
        }
    }

    /** SockJS drops them, so they are counted before, like the pieces of a frame: at most 32. */
    @ParameterizedTest
    @ValueSource(strings = {"[]", ""})
    void messagesOfSockJsThatCarryNothingEndTheConnection(String message) {
        try (RawWebSocket client = (RawWebSocket) people.connect(As.GUEST, Transport.SOCKJS_WEBSOCKET)) {
            for (int i = 0; i < 31; i++) {
                client.frame(true, 1, message);
            }
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            for (int i = 0; i < 33; i++) {
                client.frame(true, 1, message);
            }
            assertThat(client.awaitClose()).isEqualTo(4403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "9223372036854775807", "-1", "1e9", "0x10"})
    void aLengthThatIsPromisedAndNeverComesEndsTheConnection(String length) {
        try (RawWebSocket client = (RawWebSocket) people.connect(As.GUEST, Transport.WEBSOCKET)) {
            client.send("SEND\ndestination:/app/ping\ncontent-length:" + length + "\n\nx");
            for (int i = 0; i < 40 && !client.isClosed(); i++) {
                client.send("x".repeat(8000));
            }
            assertThat(client.awaitClose()).isEqualTo(4403);
        }
    }

    @ParameterizedTest
    @EnumSource
    void deepJsonIsMalformedAndNoMore(Transport transport) {
        try (RawStomp client = people.connect(As.GUEST, transport)) {
            for (String deep : List.of("[".repeat(60_000), "{\"a\":".repeat(12_000), "9".repeat(60_000))) {
                assertThat(client.ask(Frame.send("/app/tickets.create", deep))).isEqualTo("MALFORMED_JSON");
                assertThat(client.ask(Frame.send("/app/tickets.create", "{\"subject\":" + deep)))
                        .isEqualTo("MALFORMED_JSON");
            }
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    /** A STOMP header can contain escaped line ends. They must come back in one header, escaped again. */
    @ParameterizedTest
    @EnumSource
    void aReceiptOrASubscriptionIdMakesNoHeadersAndNoFrames(Transport transport) {
        String ticket = people.ticketOf(people.the(As.OWNER));
        String forged = "x\\nforged\\cyes\\n\\nMESSAGE\\r";
        try (RawStomp owner = people.connect(As.OWNER, transport)) {
            owner.send(Frame.of(
                    "SUBSCRIBE",
                    "",
                    "id:" + forged,
                    "destination:/queue/ticket." + ticket,
                    "since:0",
                    "receipt:" + forged));
            Frame receipt =
                    owner.await(f -> f.is("RECEIPT") && f.header("receipt-id").length() > 5);
            assertThat(receipt.headers()).containsOnlyKeys("receipt-id");
            assertThat(receipt.header("receipt-id")).contains("forged:yes");
            assertThat(owner.received())
                    .filteredOn(f -> f.header("subscription").contains("forged"))
                    .isNotEmpty()
                    .allSatisfy(f -> assertThat(f.headers())
                            .containsOnlyKeys("destination", "content-type", "subscription", "message-id"));
            // Without an error queue, the answer is an ERROR frame that names the receipt.
            owner.ask(Frame.of("UNSUBSCRIBE", "", "id:errors"));
            owner.send(Frame.send("/app/nothing", "", "receipt:" + forged));
            assertThat(owner.await(f -> f.is("ERROR")).headers()).doesNotContainKey("forged");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, OK",
        "9223372036854775808, SINCE_INVALID",
        "99999999999999999999999999, SINCE_INVALID",
        "-1, SINCE_INVALID",
        "1e3, SINCE_INVALID",
        "0x0, SINCE_INVALID",
        "NaN, SINCE_INVALID"
    })
    void anySinceIsAnswered(String since, String outcome) {
        String ticket = people.ticketOf(people.the(As.OWNER));
        try (RawStomp owner = people.connect(As.OWNER, Transport.WEBSOCKET)) {
            String frame = Frame.subscribe("s", "/queue/ticket." + ticket, "since:" + since);
            assertThat(owner.ask(frame)).isEqualTo(outcome);
            if (outcome.equals("OK")) {
                assertThat(owner.on("s").getFirst().body()).contains("stream.reset");
            }
        }
    }

    private static String pings(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Frame.send("/app/ping", "{}", "receipt:p" + i))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @EnumSource
    void fiveHundredCommandsAtOnceAreTooMany(Transport transport) {
        try (RawStomp client = people.connect(people.guest(), transport)) {
            client.send(pings(0, 400));
            assertThat(client.outcome("p0")).isEqualTo("OK");
            assertThat(client.outcome("p399")).isEqualTo("RATE_LIMITED");
            Frame refused = client.received().stream()
                    .filter(f -> f.body().contains("RATE_LIMITED"))
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.json().path("data").path("retryAfterMs").longValue())
                    .isBetween(1L, 60_000L);
            assertThat(refused.json().path("retryable").booleanValue()).isTrue();
            // A client that continues after so many refusals is disconnected.
            client.send(pings(400, 400));
            assertThat(client.awaitClose()).isEqualTo(4429);
        }
    }

    @Test
    void withoutLimitsTheyAreNot() {
        try (var _ = guards.withoutLimits();
                RawStomp client = people.connect(people.guest(), Transport.WEBSOCKET)) {
            client.send(pings(0, 500));
            assertThat(client.outcome("p499")).isEqualTo("OK");
        }
    }

    @Test
    void anAccountSendsSoMuchThroughAllOfItsConnections() {
        var somebody = people.guest();
        try (var _ = guards.sendsPerAccount(5);
                RawStomp one = people.connect(somebody, Transport.WEBSOCKET);
                RawStomp two = people.connect(somebody, Transport.XHR);
                RawStomp other = people.connect(people.guest(), Transport.WEBSOCKET)) {
            for (RawStomp client : List.of(one, two, one, two, one)) {
                assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            }
            assertThat(two.ask(Frame.send("/app/ping", "{}"))).isEqualTo("RATE_LIMITED");
            assertThat(other.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    @Test
    void twentyThousandSubscriptionsAreTooMany() {
        try (RawStomp client = people.connect(people.guest(), Transport.WEBSOCKET)) {
            for (int batch = 0; batch < 40 && !client.isClosed(); batch++) {
                int from = batch * 500;
                client.send(IntStream.range(from, from + 500)
                        .mapToObj(i -> Frame.subscribe("s" + i, "/user/queue/replies"))
                        .collect(Collectors.joining()));
            }
            assertThat(client.awaitClose()).isEqualTo(4429);
            assertThat(client.received().stream().map(Frame::body)).anyMatch(body -> body.contains("\"max\":500"));
        }
    }

    @Test
    void anAccountSubscribesSoOftenThroughAllOfItsConnections() {
        var somebody = people.guest();
        List<RawStomp> tabs = IntStream.range(0, 9)
                .mapToObj(_ -> people.connect(somebody, Transport.WEBSOCKET))
                .toList();
        String subscribe = Frame.subscribe("s", "/user/queue/none");
        try {
            // Each connection stays below its own limit of 1,000, but all together exceed the account's.
            for (int half = 0; half < 2; half++) {
                tabs.forEach(tab -> tab.send(subscribe.repeat(450)));
            }

            await().until(() -> tabs.stream().anyMatch(FrameAttackTests::isToldToWait));
        } finally {
            tabs.forEach(RawStomp::close);
        }
    }

    private static boolean isToldToWait(RawStomp client) {
        return client.received().stream()
                .map(Frame::body)
                .anyMatch(body -> body.contains("RATE_LIMITED") && body.contains("retryAfterMs"));
    }

    @Test
    void aFloodOfHeartbeatsIsTooMuch() {
        try (RawStomp client = people.connect(people.guest(), Transport.WEBSOCKET)) {
            for (int i = 0; i < 5000 && !client.isClosed(); i++) {
                client.send("\n");
            }
            assertThat(client.awaitClose()).isEqualTo(4429);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void aFloodOfPingsIsTooMuch(Transport transport) {
        try (RawWebSocket client = (RawWebSocket) people.connect(people.guest(), transport)) {
            ping(client, 150);
            assertThat(client.awaitClose()).isEqualTo(4429);
        }
    }

    @Test
    void withoutLimitsAFloodOfPingsIsAnswered() {
        try (var _ = guards.withoutLimits();
                RawWebSocket client = (RawWebSocket) people.connect(people.guest(), Transport.WEBSOCKET)) {
            ping(client, 150);
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    private static void ping(RawWebSocket client, int times) {
        for (int i = 0; i < times; i++) {
            client.frame(true, 9, "x");
        }
    }

    @Test
    void anAccountHasSoManyConnectionsAndNoMore() {
        var somebody = people.guest();
        List<RawStomp> tabs = IntStream.range(0, 100)
                .mapToObj(_ -> RawStomp.open(Transport.WEBSOCKET, people.port()))
                .peek(tab -> tab.send(Frame.connect(people.token(somebody))))
                .toList();
        try (RawStomp oneMore = RawStomp.open(Transport.WEBSOCKET, people.port())) {
            tabs.forEach(tab -> tab.await(f -> f.is("CONNECTED")));
            oneMore.send(Frame.connect(people.token(somebody)));
            Frame error = oneMore.await(f -> f.is("ERROR"));
            assertThat(error.header("message")).isEqualTo("RATE_LIMITED");
            assertThat(oneMore.awaitClose()).isEqualTo(4429);
        } finally {
            tabs.forEach(RawStomp::close);
        }
    }
}
