package io.stompdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The commands of a ticket's lifecycle, sent by those who may use them. */
@StompTest
class TicketCommandTests {

    @LocalServerPort
    private int port;

    private TestLogin guest;
    private TestClient customer;
    private TestClient agent;

    @BeforeEach
    void connect() {
        guest = TestLogin.guest(port);
        customer = TestClient.connect(guest);
        agent = TestClient.connect(TestLogin.agent(port));
        agent.goOnline();
    }

    @AfterEach
    void leave() {
        customer.close();
        agent.close();
    }

    private static Map<String, Object> ticketFor(Map<String, String> requester) {
        return Map.of("subject", "By phone", "description", "They rang", "requester", requester);
    }

    private static JsonNode create(TestClient who, Map<String, String> requester) {
        return who.send("/app/tickets.create", ticketFor(requester)).at("/data/ticket");
    }

    private static JsonNode outcome(TestClient who, String ticket, String command) {
        return who.ticket(ticket, command).at("/data/ticket");
    }

    @Test
    void staffOpenATicketForACustomerWhoThenHasIt() {
        JsonNode ticket = create(agent, Map.of("accountId", guest.id()));

        assertThat(ticket.at("/customer/id").stringValue()).isEqualTo(guest.id());
        assertThat(ticket.path("status").stringValue()).isEqualTo("WAITING");
        String id = ticket.path("id").stringValue();
        customer.subscribe("/queue/ticket." + id, "since", "0").next("ticket.created");
        assertThat(guest.get("/api/tickets").path("items").toString()).contains(id);
    }

    @Test
    void staffOpenATicketForSomebodyNew() {
        JsonNode ticket = create(agent, Map.of("name", "Wanda Caller", "email", "wanda@example.org"));

        assertThat(ticket.at("/customer/name").stringValue()).isEqualTo("Wanda Caller");
        assertThat(ticket.at("/customer/id").stringValue()).isNotEqualTo(guest.id());
    }

    @Test
    void theCommandThatMadeSomebodyNewMakesThemOnce() {
        UUID clientId = UUID.randomUUID();
        Map<String, Object> body = ticketFor(Map.of("name", "Twice Asked"));

        JsonNode first = agent.send("/app/tickets.create", clientId, body);
        JsonNode second = agent.send("/app/tickets.create", clientId, body);

        assertThat(second.at("/data/ticket")).isEqualTo(first.at("/data/ticket"));
    }

    @Test
    void noTicketForStaffOrNobodyOrByACustomer() {
        TestLogin other = TestLogin.agent(port);
        Map<String, Object> forStaff = ticketFor(Map.of("accountId", other.id()));
        agent.refused("/app/tickets.create", forStaff, "INVALID_FIELD");
        agent.refused("/app/tickets.create", ticketFor(Map.of("accountId", "nobody")), "INVALID_FIELD");
        agent.refused("/app/tickets.create", ticketFor(Map.of("name", "Admin")), "NAME_RESERVED");
        customer.refused("/app/tickets.create", ticketFor(Map.of("accountId", guest.id())), "FORBIDDEN");
    }

    @Test
    void pickingOnesOwnAgainSucceedsAndTellsNobody() {
        String id = customer.openTicket();
        TestClient.Subscription thread = customer.subscribe("/queue/ticket." + id);

        agent.ticket(id, "pick");
        agent.ticket(id, "pick");

        thread.next("ticket.picked");
        customer.sentinel();
        thread.nothingMore();
    }

    @Test
    void theHolderOrAnAdminGivesATicketBack() {
        String id = customer.openTicket();
        try (TestClient other = TestClient.connect(TestLogin.agent(port));
                TestClient admin = TestClient.connect(TestLogin.admin(port))) {
            agent.ticket(id, "pick");
            other.refused("/app/ticket." + id + ".release", Map.of(), "NOT_YOURS");
            customer.refused("/app/ticket." + id + ".release", Map.of(), "FORBIDDEN");

            JsonNode released = outcome(agent, id, "release");
            assertThat(released.path("status").stringValue()).isEqualTo("WAITING");
            assertThat(released.path("agent").isNull()).isTrue();

            agent.ticket(id, "pick");
            assertThat(outcome(admin, id, "release").path("status").stringValue())
                    .isEqualTo("WAITING");
        }
    }

    @Test
    void whoeverMayResolvesAndReopens() {
        String id = customer.openTicket();
        try (TestClient other = TestClient.connect(TestLogin.agent(port))) {
            agent.ticket(id, "pick");
            other.refused("/app/ticket." + id + ".resolve", Map.of(), "NOT_YOURS");

            assertThat(outcome(customer, id, "resolve").path("status").stringValue())
                    .isEqualTo("RESOLVED");
            customer.refused("/app/ticket." + id + ".chat", Map.of("text", "?"), "WRONG_STATE");
            agent.refused("/app/ticket." + id + ".resolve", Map.of(), "WRONG_STATE");

            JsonNode reopened = outcome(other, id, "reopen");
            assertThat(reopened.path("status").stringValue()).isEqualTo("WAITING");
            assertThat(reopened.path("agent").isNull()).isTrue();
            other.refused("/app/ticket." + id + ".reopen", Map.of(), "WRONG_STATE");

            agent.ticket(id, "pick");
            agent.ticket(id, "resolve");
            assertThat(outcome(customer, id, "reopen").path("status").stringValue())
                    .isEqualTo("WAITING");
        }
    }
}
