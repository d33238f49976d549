package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.stream.EventData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A snapshot with all later events applied equals a fresh snapshot, after every type of event. A new type needs a step
 * here.
 */
@StompTest
class SnapshotTests {

    @LocalServerPort
    private int port;

    private TestClient agent;
    private TestClient admin;
    private TestClient customer;
    private String ticket;

    private final Set<String> types = new TreeSet<>();
    private final List<Subscriber> everybody = new ArrayList<>();

    @BeforeEach
    void begin() {
        agent = TestClient.connect(TestLogin.agent(port));
        admin = TestClient.connect(TestLogin.admin(port));
        customer = TestClient.connect(TestLogin.guest(port));
        everybody.add(new Queue(admin, "/topic/tickets"));
        everybody.add(new Queue(admin, "/topic/tickets.support"));
        everybody.add(new Queue(agent, "/topic/tickets.support"));
        ticket = customer.openTicket();
        String thread = "/queue/ticket." + ticket;
        List.of(customer, agent, admin).forEach(who -> everybody.add(new Conversation(who, thread)));
    }

    @AfterEach
    void leave() {
        List.of(customer, agent, admin).forEach(TestClient::close);
    }

    /** A subscriber that keeps its first snapshot up to date as docs/protocol.md describes. */
    private abstract class Subscriber {

        private final TestClient who;
        private final String destination;
        private final TestClient.Subscription subscription;
        private int applied;

        Subscriber(TestClient who, String destination) {
            this.who = who;
            this.destination = destination;
            this.subscription = who.subscribe(destination, "snapshot", "true");
            begin(subscription.snapshot().path("data"));
            applied = subscription.read();
        }

        abstract void begin(JsonNode snapshot);

        abstract void apply(JsonNode event);

        abstract void assertKnows(JsonNode fresh);

        /** Applies the new events, then compares with a fresh snapshot. */
        void check() {
            who.sentinel();
            List<JsonNode> messages = subscription.all();
            for (JsonNode message : messages.subList(applied, messages.size())) {
                if (message.has("seq")) {
                    types.add(message.path("type").stringValue());
                    apply(message);
                }
            }
            applied = messages.size();
            TestClient.Subscription fresh = who.subscribe(destination, "snapshot", "true");
            assertKnows(fresh.snapshot().path("data"));
            who.unsubscribe(fresh);
        }
    }

    private final class Conversation extends Subscriber {

        private ObjectNode row;
        private List<JsonNode> messages;

        Conversation(TestClient who, String destination) {
            super(who, destination);
        }

        @Override
        void begin(JsonNode snapshot) {
            row = (ObjectNode) snapshot.path("ticket");
            messages = new ArrayList<>(snapshot.path("messages").valueStream().toList());
        }

        @Override
        void apply(JsonNode event) {
            if (event.path("data").has("ticket")) {
                // The thread contains the text once, and it stays.
                row.setAll((ObjectNode) event.at("/data/ticket"));
            }
            row.put("head", event.path("seq").longValue());
            messages.add(event);
        }

        @Override
        void assertKnows(JsonNode fresh) {
            // Compared as text, because the same number may be read as an int or as a long.
            assertThat(row.toString()).isEqualTo(fresh.path("ticket").toString());
            assertThat(messages)
                    .containsExactlyElementsOf(
                            fresh.path("messages").valueStream().toList());
        }
    }

    /** The list also contains tickets of other tests. Only this test's ticket is compared. */
    private final class Queue extends Subscriber {

        private Map<String, JsonNode> rows;

        Queue(TestClient who, String destination) {
            super(who, destination);
        }

        @Override
        void begin(JsonNode snapshot) {
            rows = rows(snapshot);
        }

        private static Map<String, JsonNode> rows(JsonNode snapshot) {
            Map<String, JsonNode> rows = new TreeMap<>();
            snapshot.path("tickets").forEach(row -> rows.put(row.path("id").stringValue(), row));
            return rows;
        }

        @Override
        void apply(JsonNode event) {
            JsonNode row = event.at("/data/ticket");
            rows.put(row.path("id").stringValue(), row);
        }

        @Override
        void assertKnows(JsonNode fresh) {
            assertThat(withoutHead(rows.get(ticket)))
                    .isEqualTo(withoutHead(rows(fresh).get(ticket)));
        }

        /** The head belongs to the ticket's own stream, which has more events than the queue. */
        private static String withoutHead(JsonNode row) {
            return ((ObjectNode) row.deepCopy()).without("head").toString();
        }
    }

    @Test
    void aSnapshotAndTheEventsAfterItAreAFreshSnapshotWhateverHappens() {
        List<Runnable> steps = List.of(
                agent::goOnline,
                () -> agent.ticket(ticket, "pick"),
                () -> agent.say(ticket, "hello"),
                () -> customer.say(ticket, "hello you"),
                () -> agent.send("/app/presence", Map.of("status", "OFFLINE")),
                agent::goOnline,
                () -> agent.ticket(ticket, "pick"),
                () -> agent.ticket(ticket, "release"),
                () -> agent.ticket(ticket, "pick"),
                () -> customer.ticket(ticket, "resolve"),
                () -> customer.ticket(ticket, "reopen"),
                () -> agent.ticket(ticket, "pick"));
        everybody.forEach(Subscriber::check);
        for (Runnable step : steps) {
            step.run();
            everybody.forEach(Subscriber::check);
        }

        assertThat(types).isEqualTo(registered());
    }

    /** All types of events that the desk can store. */
    private static Set<String> registered() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.stompdesk").stream()
                        .filter(type -> type.isAssignableTo(EventData.class))
                        .filter(type -> !type.isInterface())
                        .map(type -> EventData.TYPES.get(type.reflect()))
                        .collect(Collectors.toSet());
    }
}
