package io.stompdesk.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.PickedTicket;
import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Replay, snapshot and live events, as a client receives them. */
@StompTest
class ResumeTests {

    @LocalServerPort
    private int port;

    @AutoClose
    private PickedTicket chat;

    private TestClient customer;
    private TestClient agent;
    private String ticket;
    private String thread;

    /** A thread of seven events: created, picked, five messages. */
    @BeforeEach
    void open() {
        chat = PickedTicket.at(port);
        customer = chat.customer();
        agent = chat.agent();
        ticket = chat.id();
        thread = "/queue/ticket." + ticket;
        for (int i = 3; i <= 7; i++) {
            assertThat(customer.say(ticket, "message " + i)).isEqualTo(i);
        }
    }

    private static List<Long> seqs(TestClient.Subscription subscription) {
        return subscription.all().stream()
                .filter(message -> message.has("seq"))
                .map(message -> message.path("seq").longValue())
                .toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void sinceZeroIsTheWholeHistoryAndAllOfItIsThereWithTheReceipt() {
        TestClient.Subscription all = customer.subscribe(thread, "since", "0");

        assertThat(seqs(all)).isEqualTo(range(1, 7));
        assertThat(all.all().stream().limit(3).map(event -> event.path("type").stringValue()))
                .containsExactly("ticket.created", "ticket.picked", "chat.message");
    }

    @Test
    void sinceInTheMiddleIsTheRest() {
        assertThat(seqs(customer.subscribe(thread, "since", "4"))).isEqualTo(range(5, 7));
    }

    @Test
    void sinceTheHeadIsNothingAndThenLive() {
        TestClient.Subscription live = customer.subscribe(thread, "since", "7");
        assertThat(seqs(live)).isEmpty();

        agent.say(ticket, "8");

        assertThat(live.nextEvent().path("seq").longValue()).isEqualTo(8);
    }

    @Test
    void sinceBeyondTheHeadIsOneResetAndThenLive() {
        TestClient.Subscription live = customer.subscribe(thread, "since", "8");

        JsonNode reset = live.next();
        assertThat(reset.path("type").stringValue()).isEqualTo("stream.reset");
        assertThat(reset.path("stream").stringValue()).isEqualTo("ticket." + ticket);
        assertThat(reset.at("/data/first").longValue()).isEqualTo(1);
        assertThat(reset.at("/data/head").longValue()).isEqualTo(7);
        assertThat(reset.at("/data/epoch").stringValue()).isNotBlank();
        agent.say(ticket, "8");
        assertThat(live.nextEvent().path("seq").longValue()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "x", "", "1.0", "0x10", "99999999999999999999", " 1"})
    void whatIsNoSeqIsRefused(String since) {
        JsonNode error = customer.subscribeRefused(thread, "SINCE_INVALID", "since", since);

        assertThat(error.at("/data/subscription").stringValue()).startsWith("sub-");
    }

    @Test
    void sinceAndSnapshotTogetherAreRefused() {
        customer.subscribeRefused(thread, "SINCE_AND_SNAPSHOT", "since", "1", "snapshot", "true");
    }

    @Test
    void withNeitherItIsLiveOnly() {
        TestClient.Subscription live = customer.subscribe(thread);
        assertThat(seqs(live)).isEmpty();

        agent.say(ticket, "8");

        assertThat(live.nextEvent().path("seq").longValue()).isEqualTo(8);
    }

    @Test
    void aSnapshotComesFirstAndThenWhatFollowsIt() {
        TestClient.Subscription subscription = customer.subscribe(thread, "snapshot", "true");

        JsonNode snapshot = subscription.next();
        assertThat(snapshot.path("type").stringValue()).isEqualTo("stream.snapshot");
        assertThat(snapshot.path("part").intValue()).isEqualTo(1);
        assertThat(snapshot.path("last").booleanValue()).isTrue();
        assertThat(snapshot.path("head").longValue()).isEqualTo(7);
        assertThat(snapshot.at("/data/ticket/head").longValue()).isEqualTo(7);
        assertThat(snapshot.at("/data/ticket/status").stringValue()).isEqualTo("ACTIVE");
        assertThat(snapshot.at("/data/messages").size()).isEqualTo(7);
        agent.say(ticket, "8");
        assertThat(subscription.nextEvent().path("seq").longValue()).isEqualTo(8);
    }

    /** A check that Zulip also makes: a client that applies the events has the same state as a fresh one. */
    @Test
    void aSnapshotAndTheEventsAfterItAreAFreshSnapshot() {
        TestClient.Subscription old = agent.subscribe(thread, "snapshot", "true");
        JsonNode before = old.next();

        agent.say(ticket, "one more");
        agent.ticket(ticket, "release");
        agent.ticket(ticket, "pick");
        agent.ticket(ticket, "resolve");
        agent.sentinel();

        JsonNode fresh = agent.subscribe(thread, "snapshot", "true").next();
        List<JsonNode> events =
                old.all().stream().filter(event -> event.has("seq")).toList();
        assertThat(fresh.path("head").longValue()).isEqualTo(11);
        ObjectNode ticketThen = (ObjectNode) before.at("/data/ticket").deepCopy();
        assertThat(ticketThen.setAll((ObjectNode) events.getLast().at("/data/ticket")))
                .isEqualTo(fresh.at("/data/ticket"));
        List<JsonNode> messages = before.at("/data/messages").valueStream().toList();
        assertThat(fresh.at("/data/messages").valueStream())
                .containsExactlyElementsOf(java.util.stream.Stream.concat(messages.stream(), events.stream())
                        .toList());
    }

    @Test
    void theQueuesSnapshotAndTheEventsAfterItAreAFreshOne() {
        TestClient.Subscription old = agent.subscribe("/topic/tickets.support", "snapshot", "true");
        JsonNode before = old.snapshot();

        String another = customer.openTicket("Another");
        agent.ticket(another, "pick");
        agent.ticket(ticket, "release");
        agent.sentinel();

        Map<String, JsonNode> state = new java.util.TreeMap<>();
        before.at("/data/tickets").forEach(row -> state.put(row.path("id").stringValue(), row));
        for (JsonNode event :
                old.all().stream().filter(event -> event.has("seq")).toList()) {
            JsonNode row = event.at("/data/ticket");
            state.put(row.path("id").stringValue(), row);
        }
        JsonNode fresh =
                agent.subscribe("/topic/tickets.support", "snapshot", "true").snapshot();
        Map<String, JsonNode> now = new java.util.TreeMap<>();
        fresh.at("/data/tickets").forEach(row -> now.put(row.path("id").stringValue(), row));
        for (String mine : List.of(another, ticket)) {
            assertThat(state.get(mine)).isEqualTo(now.get(mine));
        }
        assertThat(state.keySet()).containsAll(now.keySet());
    }

    @Test
    void twoSubscriptionsOfOneSessionEachHaveTheirOwnPlace() {
        TestClient.Subscription all = customer.subscribe(thread, "since", "0");
        TestClient.Subscription some = customer.subscribe(thread, "since", "5");

        agent.say(ticket, "8");
        customer.sentinel();

        assertThat(seqs(all)).isEqualTo(range(1, 8));
        assertThat(seqs(some)).isEqualTo(range(6, 8));
    }

    @Test
    void aSubscriptionIdInUseIsRefusedAndTheFirstGoesOn() {
        TestClient.Subscription first = customer.subscribe(thread, "since", "7", "id", "mine");

        JsonNode error = customer.subscribeRefused(thread, "SUBSCRIPTION_INVALID", "id", "mine");

        assertThat(error.at("/data/subscription").stringValue()).isEqualTo("mine");
        agent.say(ticket, "8");
        customer.sentinel();
        assertThat(seqs(first)).containsExactly(8L);
    }

    @Test
    void anEndedSubscriptionHearsNothingMoreAndItsIdIsFree() {
        TestClient.Subscription first = customer.subscribe(thread, "since", "7", "id", "mine");
        customer.unsubscribe(first);

        agent.say(ticket, "8");
        customer.sentinel();

        first.nothingMore();
        customer.subscribe(thread, "since", "8", "id", "mine");
    }

    @Test
    void aSubscriptionIdThatIsTooLongIsRefused() {
        customer.subscribeRefused(thread, "SUBSCRIPTION_INVALID", "id", "x".repeat(65));
    }

    @Test
    void aReconnectedClientGoesOnWhereItWasWithoutGapOrDouble() {
        TestLogin again = TestLogin.guest(port);
        TestClient first = TestClient.connect(again);
        String mine = first.openTicket();
        agent.ticket(mine, "pick");
        TestClient.Subscription before = first.subscribe("/queue/ticket." + mine, "since", "0");
        agent.say(mine, "3");
        before.nextEvent();
        before.nextEvent();
        before.nextEvent();
        first.drop();

        agent.say(mine, "4");
        try (TestClient second = TestClient.connect(again)) {
            agent.say(mine, "5");
            TestClient.Subscription after = second.subscribe("/queue/ticket." + mine, "since", "3");
            agent.say(mine, "6");
            second.sentinel();
            assertThat(seqs(after)).isEqualTo(range(4, 6));
        }
    }

    @Test
    void aLongHistoryArrivesWholeWhileItGrows() {
        Thread writer = Thread.ofPlatform()
                .start(() -> IntStream.rangeClosed(8, 607)
                        .forEach(i -> agent.sendText(
                                "/app/ticket." + ticket + ".chat",
                                "{\"clientId\":\"" + java.util.UUID.randomUUID() + "\",\"text\":\"m\"}")));
        for (int i = 0; i < 5; i++) {
            try (TestClient tab = TestClient.connect(loginOfAgent())) {
                TestClient.Subscription all = tab.subscribe(thread, "since", "0");
                List<Long> seen = seqs(all);
                assertThat(seen).isEqualTo(range(1, seen.size()));
            }
        }
        join(writer);
        agent.sentinel();
        try (TestClient tab = TestClient.connect(loginOfAgent())) {
            assertThat(seqs(tab.subscribe(thread, "since", "0"))).isEqualTo(range(1, 607));
        }
    }

    private TestLogin loginOfAgent() {
        return TestLogin.admin(port);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
