package io.stompdesk.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.PostgresIfThere;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.transport.FakeSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A long snapshot arrives in parts that can be shown one by one. */
@Tag("store")
@ExtendWith(PostgresIfThere.class)
@DeskTest(properties = {"stompdesk.limits.enabled=off", "stompdesk.realtime.snapshot-part=2KB"})
class SnapshotPartsTests {

    private static final int TICKETS = 40;

    @LocalServerPort
    private int port;

    @Autowired
    private SnapshotTurns turns;

    private static List<JsonNode> parts(TestClient.Subscription subscription) {
        List<JsonNode> parts = new ArrayList<>();
        do {
            parts.add(subscription.next());
        } while (!parts.getLast().path("last").booleanValue());
        return parts;
    }

    @Test
    void theQueueComesInPartsWhatWaitsFirstAndThenLive() {
        try (TestClient customer = TestClient.connect(TestLogin.guest(port));
                TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.goOnline();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < TICKETS; i++) {
                ids.add(customer.openTicket("Ticket " + i));
            }
            agent.ticket(ids.get(0), "pick");
            customer.ticket(ids.get(1), "resolve");

            TestClient.Subscription queue = agent.subscribe("/topic/tickets.support", "snapshot", "true");
            List<JsonNode> parts = parts(queue);
            String late = customer.openTicket("Late");

            assertThat(parts).hasSizeGreaterThan(5);
            assertThat(parts)
                    .extracting(part -> part.path("type").stringValue())
                    .containsOnly("stream.snapshot");
            assertThat(parts)
                    .extracting(part -> part.path("head").longValue())
                    .containsOnly(parts.getFirst().path("head").longValue());
            assertThat(parts.getFirst().path("part").intValue()).isEqualTo(1);
            assertThat(parts.getLast().path("part").intValue()).isEqualTo(parts.size());
            assertThat(parts)
                    .allSatisfy(part ->
                            assertThat(part.path("data").toString().length()).isLessThanOrEqualTo(2 * 1024 + 20));
            List<JsonNode> rows = parts.stream()
                    .flatMap(part -> part.at("/data/tickets").valueStream())
                    .filter(row -> ids.contains(row.path("id").stringValue()))
                    .toList();
            assertThat(rows).extracting(row -> row.path("id").stringValue()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(rows.subList(0, TICKETS - 2))
                    .extracting(row -> row.path("status").stringValue())
                    .containsOnly("WAITING");
            assertThat(rows.get(0).path("id").stringValue()).isEqualTo(ids.get(2));
            assertThat(rows.getLast().path("status").stringValue()).isEqualTo("RESOLVED");
            JsonNode next = queue.nextEvent();
            assertThat(next.path("seq").longValue())
                    .isEqualTo(parts.getFirst().path("head").longValue() + 1);
            assertThat(next.at("/data/ticket/id").stringValue()).isEqualTo(late);
            assertThat((Map<?, ?>) ReflectionTestUtils.getField(turns, "accounts"))
                    .isEmpty();
        }
    }

    @Test
    void anEmptyListIsOnePartAndTheLast() {
        try (TestClient customer = TestClient.connect(TestLogin.guest(port))) {
            String ticket = customer.openTicket();
            List<JsonNode> thread = parts(customer.subscribe("/queue/ticket." + ticket, "snapshot", "true"));

            assertThat(thread).hasSize(1);
            assertThat(thread.getFirst().path("part").intValue()).isEqualTo(1);
            assertThat(new SnapshotEncoder(new JsonMapper(), FakeSocket.SETTINGS)
                            .parts(new Snapshot.Rows("tickets", List.of())))
                    .containsExactly("{\"tickets\":[]}");
        }
    }

    /** The thread contains the text once, and no other message contains it. */
    @Test
    void onlyTheThreadCarriesTheText() {
        TestLogin login = TestLogin.guest(port);
        try (TestClient customer = TestClient.connect(login);
                TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.goOnline();
            TestClient.Subscription queue = agent.subscribe("/topic/tickets.support");
            JsonNode reply = customer.send(
                    "/app/tickets.create", Map.of("subject", "Lamp", "description", "It is red.", "system", "lamp-7"));
            String ticket = reply.at("/data/ticket/id").stringValue();
            JsonNode picked = agent.ticket(ticket, "pick");
            JsonNode inList = login.get("/api/tickets").path("items").get(0);
            TestClient.Subscription thread = customer.subscribe("/queue/ticket." + ticket, "since", "0");
            JsonNode snapshot = parts(customer.subscribe("/queue/ticket." + ticket, "snapshot", "true"))
                    .getFirst();

            List<JsonNode> withText = List.of(
                    thread.nextEvent().at("/data/ticket"),
                    snapshot.at("/data/ticket"),
                    login.get("/api/tickets/" + ticket).path("ticket"));
            assertThat(withText).allSatisfy(view -> {
                assertThat(view.path("description").stringValue()).isEqualTo("It is red.");
                assertThat(view.path("system").stringValue()).isEqualTo("lamp-7");
            });
            List<JsonNode> withoutText = List.of(
                    thread.nextEvent().at("/data/ticket"),
                    reply.at("/data/ticket"),
                    picked.at("/data/ticket"),
                    queue.nextEvent().at("/data/ticket"),
                    queue.nextEvent().at("/data/ticket"),
                    inList);
            assertThat(withoutText).allSatisfy(view -> {
                assertThat(view.path("subject").stringValue()).isEqualTo("Lamp");
                assertThat(view.has("description") || view.has("system")).isFalse();
            });
        }
    }
}
