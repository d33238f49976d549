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
 * Whoever took a snapshot and has applied the events since, knows what a fresh snapshot says: after every single event
 * type that there is. A new type needs a step here.
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
    private final List<Told> everybody = new ArrayList<>();

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

    /** Somebody who took a snapshot once, and keeps it up to date as docs/protocol.md says. */
    private abstract class Told {

        private final TestClient who;
        private final String destination;
        private final TestClient.Subscription subscription;
        private int applied;

        Told(TestClient who, String destination) {
            this.who = who;
            this.destination = destination;
            this.subscription = who.subscribe(destination, "snapshot", "true");
            begin(subscription.snapshot().path("data"));
            applied = subscription.read();
        }

        abstract void begin(JsonNode snapshot);

        abstract void apply(JsonNode event);

        abstract void assertKnows(JsonNode fresh);

        /** Takes what has come, and compares. */
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

    private final class Conversation extends Told {

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
                // What was written stands in the thread once, and stays.
                row.setAll((ObjectNode) event.at("/data/ticket"));
            }
            row.put("head", event.path("seq").longValue());
            messages.add(event);
        }

        @Override
        void assertKnows(JsonNode fresh) {
            // As text: what is read of a number is an int here and a long there.
            assertThat(row.toString()).isEqualTo(fresh.path("ticket").toString());
            assertThat(messages)
                    .containsExactlyElementsOf(
                            fresh.path("messages").valueStream().toList());
        }
    }

    /** Other tests' tickets are in it too; only this test's is compared. */
    private final class Queue extends Told {

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

        /** The head is of the ticket's own stream, in which more happens than the queue is told. */
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
                () -> agent.ask("/app/presence", Map.of("status", "OFFLINE")),
                agent::goOnline,
                () -> agent.ticket(ticket, "pick"),
                () -> agent.ticket(ticket, "release"),
                () -> agent.ticket(ticket, "pick"),
                () -> customer.ticket(ticket, "resolve"),
                () -> customer.ticket(ticket, "reopen"),
                () -> agent.ticket(ticket, "pick"));
        everybody.forEach(Told::check);
        for (Runnable step : steps) {
            step.run();
            everybody.forEach(Told::check);
        }

        assertThat(types).isEqualTo(registered());
    }

    /** Every type that the desk can store. */
    private static Set<String> registered() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.stompdesk").stream()
                        .filter(type -> type.isAssignableTo(EventData.class))
                        .filter(type -> !type.isInterface())
                        .map(type -> EventData.typeOf(type.reflect().asSubclass(EventData.class)))
                        .collect(Collectors.toSet());
    }
}
