package io.stompdesk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestClient.Transport;
import io.stompdesk.TestLogin;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The promises hold on every transport. */
@StompTest
class TransportTests {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @EnumSource
    void aTicketIsOpenedPickedDiscussedAndResolved(Transport transport) {
        try (TestClient customer = TestClient.connect(TestLogin.guest(port), transport);
                TestClient agent = TestClient.connect(TestLogin.agent(port), transport)) {
            agent.goOnline();
            TestClient.Subscription queue = agent.subscribe("/topic/tickets.support");
            String ticket = customer.openTicket("Over " + transport);
            TestClient.Subscription thread = customer.subscribe("/queue/ticket." + ticket, "since", "0");
            assertThat(queue.next().at("/data/ticket/subject").stringValue()).isEqualTo("Over " + transport);

            agent.ticket(ticket, "pick");
            agent.say(ticket, "hello");
            customer.say(ticket, "hello you");
            customer.refused("/app/ticket." + ticket + ".chat", Map.of("text", ""), "INVALID_FIELD");
            agent.ticket(ticket, "resolve");

            assertThat(IntStream.range(0, 5).mapToObj(_ -> thread.nextEvent()))
                    .extracting(event -> event.path("type").stringValue())
                    .containsExactly(
                            "ticket.created", "ticket.picked", "chat.message", "chat.message", "ticket.resolved");
        }
    }

    /** A message of maximum length, in which JSON escapes each character as six. */
    @ParameterizedTest
    @EnumSource
    void aMessageOf50000CharactersArrives(Transport transport) {
        try (TestClient customer = TestClient.connect(TestLogin.guest(port), transport);
                TestClient agent = TestClient.connect(TestLogin.agent(port), transport)) {
            agent.goOnline();
            String ticket = customer.openTicket();
            agent.ticket(ticket, "pick");
            TestClient.Subscription thread = agent.subscribe("/queue/ticket." + ticket);

            String text = "a\"b\\".repeat(2_500);
            String padding = " ".repeat(50_000 - text.length());
            customer.sendText(
                    "/app/ticket." + ticket + ".chat",
                    "{\"clientId\":\""
                            + UUID.randomUUID()
                            + "\","
                            + padding
                            + "\"text\":\""
                            + text.replace("\\", "\\\\").replace("\"", "\\\"")
                            + "\"}");

            assertThat(thread.nextEvent().at("/data/text").stringValue()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLongHistoryArrivesWholeAndInOrder(Transport transport) {
        TestLogin login = TestLogin.guest(port);
        String ticket;
        try (TestClient customer = TestClient.connect(login);
                TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.goOnline();
            ticket = customer.openTicket();
            agent.ticket(ticket, "pick");
            for (int i = 0; i < 600; i++) {
                customer.sendText(
                        "/app/ticket." + ticket + ".chat",
                        "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"m\"}");
            }
            customer.sentinel();
        }
        try (TestClient late = TestClient.connect(login, transport)) {
            TestClient.Subscription thread = late.subscribe("/queue/ticket." + ticket, "since", "0");
            List<Long> seqs = thread.all().stream()
                    .filter(message -> message.has("seq"))
                    .map(message -> message.path("seq").longValue())
                    .toList();
            assertThat(seqs.subList(0, 602))
                    .isEqualTo(LongStream.rangeClosed(1, 602).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSnapshotOfALongThreadHasTheEndOfIt(Transport transport) {
        TestLogin login = TestLogin.guest(port);
        try (TestClient customer = TestClient.connect(login);
                TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.goOnline();
            String ticket = customer.openTicket();
            agent.ticket(ticket, "pick");
            for (int i = 0; i < 30; i++) {
                customer.say(ticket, "x".repeat(10_000));
            }
            try (TestClient late = TestClient.connect(login, transport)) {
                TestClient.Subscription thread = late.subscribe("/queue/ticket." + ticket, "snapshot", "true");
                assertThat(thread.next().at("/data/messages").valueStream())
                        .extracting(message -> message.path("seq").longValue())
                        .hasSizeBetween(5, 9)
                        .endsWith(31L, 32L);
            }
        }
    }
}
