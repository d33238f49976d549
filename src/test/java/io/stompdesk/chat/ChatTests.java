package io.stompdesk.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Who may write in a ticket, when they may, and who receives the messages. */
@StompTest
class ChatTests {

    @LocalServerPort
    private int port;

    private TestClient customer;
    private TestClient agent;
    private String ticket;
    private String chat;
    private TestClient.Subscription thread;

    @BeforeEach
    void open() {
        customer = TestClient.connect(TestLogin.guest(port));
        agent = TestClient.connect(TestLogin.agent(port));
        agent.goOnline();
        ticket = customer.openTicket();
        chat = "/app/ticket." + ticket + ".chat";
        thread = customer.subscribe("/queue/ticket." + ticket, "since", "1");
    }

    @AfterEach
    void leave() {
        customer.close();
        agent.close();
    }

    @Test
    void bothSidesHearWhatIsSaid() {
        agent.ticket(ticket, "pick");
        TestClient.Subscription agents = agent.subscribe("/queue/ticket." + ticket);

        customer.say(ticket, "<b>hello</b> \u00e4\ud83d\udca1");
        agent.say(ticket, "good morning");

        for (TestClient.Subscription side : java.util.List.of(agents, thread)) {
            JsonNode first = side.next("chat.message");
            assertThat(first.at("/data/text").stringValue()).isEqualTo("<b>hello</b> \u00e4\ud83d\udca1");
            assertThat(first.at("/actor/role").stringValue()).isEqualTo("CUSTOMER");
            assertThat(first.has("clientId")).isTrue();
            JsonNode second = side.next("chat.message");
            assertThat(second.at("/actor/role").stringValue()).isEqualTo("AGENT");
            assertThat(second.path("seq").longValue())
                    .isEqualTo(first.path("seq").longValue() + 1);
        }
    }

    @Test
    void whatIsSaidBeforeAnybodyPickedIsRefusedAndNobodySeesIt() {
        JsonNode error = customer.refused(chat, Map.of("text", "anybody?"), "CHAT_LOCKED");

        assertThat(error.at("/data/status").stringValue()).isEqualTo("WAITING");
        customer.sentinel();
        thread.nothingMore();
    }

    @Test
    void aColleagueWhoHasNotPickedReadsButDoesNotSpeak() {
        agent.ticket(ticket, "pick");
        try (TestClient colleague = TestClient.connect(TestLogin.agent(port))) {
            colleague.goOnline();
            TestClient.Subscription seen = colleague.subscribe("/queue/ticket." + ticket, "since", "0");

            colleague.refused(chat, Map.of("text", "me too"), "NOT_YOURS");

            customer.say(ticket, "hello");
            assertThat(seen.next("chat.message").at("/data/text").stringValue()).isEqualTo("hello");
        }
    }

    @Test
    void nothingIsSaidInAResolvedTicketUntilItIsReopenedAndPicked() {
        agent.ticket(ticket, "pick");
        agent.ticket(ticket, "resolve");
        assertThat(customer.refused(chat, Map.of("text", "but"), "WRONG_STATE").at("/data/status"))
                .hasToString("\"RESOLVED\"");

        customer.ticket(ticket, "reopen");
        customer.refused(chat, Map.of("text", "but"), "CHAT_LOCKED");
        agent.ticket(ticket, "pick");
        customer.say(ticket, "now then");
    }

    @Test
    void whoHasReleasedATicketIsNoLongerHeard() {
        agent.ticket(ticket, "pick");
        agent.ticket(ticket, "release");

        agent.refused(chat, Map.of("text", "ghost"), "CHAT_LOCKED");
        assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("ticket.picked");
        JsonNode released = thread.nextEvent();
        assertThat(released.path("type").stringValue()).isEqualTo("ticket.released");
        assertThat(released.at("/data/reason").stringValue()).isEqualTo("BY_HAND");
        customer.sentinel();
        thread.nothingMore();
    }

    @Test
    void whoHasNotSeenTheLatestIsToldSoIfTheyAsk() {
        agent.ticket(ticket, "pick");
        customer.say(ticket, "three");

        JsonNode error = agent.refused(chat, Map.of("text", "answer", "ifSeq", 2), "SEEN_OLD_STATE");

        assertThat(error.at("/data/head").longValue()).isEqualTo(3);
        agent.send(chat, Map.of("text", "answer", "ifSeq", 3));
    }

    @Test
    void whoIsOfflinePicksNothing() {
        agent.send("/app/presence", Map.of("status", "OFFLINE"));

        agent.refused("/app/ticket." + ticket + ".pick", Map.of(), "NOT_ONLINE");
    }

    @Test
    void aCustomerDoesNotSeeThePriorityAndStaffDo() {
        TestClient.Subscription queue = agent.subscribe("/topic/tickets.support", "snapshot", "true");
        JsonNode row = queue.snapshot()
                .at("/data/tickets")
                .valueStream()
                .filter(one -> one.path("id").stringValue().equals(ticket))
                .findFirst()
                .orElseThrow();
        assertThat(row.path("priority").stringValue()).isEqualTo("NORMAL");

        agent.ticket(ticket, "pick");
        assertThat(thread.nextEvent().at("/data/ticket").has("priority")).isFalse();
    }

    @Test
    void aSecondPickOfOnesOwnChangesNothing() {
        agent.ticket(ticket, "pick");
        assertThat(agent.ticket(ticket, "pick").at("/data/ticket/status").stringValue())
                .isEqualTo("ACTIVE");

        thread.nextEvent();
        customer.sentinel();
        thread.nothingMore();
    }

    /** The cached ticket that typing uses is never older than what its subscribers have received. */
    @Test
    void typingStopsWithTheRightToChat() {
        agent.ticket(ticket, "pick");
        String typing = "/app/ticket." + ticket + ".typing";
        Map<String, Object> on = Map.of("typing", true);
        agent.send(typing, on);
        customer.send(typing, on);

        agent.ticket(ticket, "release");
        agent.refused(typing, on, "CHAT_LOCKED");
        customer.refused(typing, on, "CHAT_LOCKED");

        try (TestClient colleague = TestClient.connect(TestLogin.agent(port))) {
            colleague.goOnline();
            colleague.ticket(ticket, "pick");
            agent.refused(typing, on, "NOT_YOURS");
            colleague.send(typing, on);
            customer.ticket(ticket, "resolve");
            colleague.refused(typing, on, "WRONG_STATE");
        }
    }

    @Test
    void typingStopsWithTheProject() {
        TestLogin login = TestLogin.agent(port);
        try (TestClient leaver = TestClient.connect(login)) {
            leaver.goOnline();
            leaver.ticket(ticket, "pick");
            String typing = "/app/ticket." + ticket + ".typing";
            leaver.send(typing, Map.of("typing", true));

            TestLogin.admin(port).patch("/api/accounts/" + login.id(), Map.of("projects", List.of()));

            leaver.refused(typing, Map.of("typing", true), "NOT_FOUND");
        }
    }

    @Test
    void aPingIsAnsweredWithTheDesksTime() {
        JsonNode pong = customer.send("/app/ping", Map.of());

        assertThat(pong.path("type").stringValue()).isEqualTo("pong");
        assertThat(pong.at("/data/at").stringValue()).endsWith("Z");
    }
}
