package io.stompdesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A RECEIPT means that the change is stored, its events are published, and its reply is sent. */
@StompTest
class ReceiptTests {

    @LocalServerPort
    private int port;

    private TestLogin login;

    @AutoClose
    private TestClient client;

    @BeforeEach
    void connect() {
        login = TestLogin.guest(port);
        client = TestClient.connect(login);
    }

    private int indexOf(java.util.function.Predicate<TestClient.Frame> wanted) {
        List<TestClient.Frame> all = client.received();
        for (int i = 0; i < all.size(); i++) {
            if (wanted.test(all.get(i))) {
                return i;
            }
        }
        throw new AssertionError("not among " + all);
    }

    @Test
    void theEventsComeThenTheReplyThenTheReceipt() {
        String ticket = client.openTicket();
        client.subscribe("/queue/ticket." + ticket);
        UUID id = UUID.randomUUID();

        client.send("/app/ticket." + ticket + ".resolve", id, Map.of());

        int event = indexOf(f -> f.body().contains("\"seq\":2"));
        int reply = indexOf(f -> f.header("destination").equals("/user/queue/replies")
                && f.body().contains(id.toString()));
        assertThat(event).isLessThan(reply);
        assertThat(client.received().get(reply + 1).command()).isEqualTo("RECEIPT");
    }

    @Test
    void whatHasAReceiptCanBeReadByAnybodyWhoMay() {
        String ticket = client.openTicket();

        assertThat(login.get("/api/tickets/" + ticket).at("/ticket/status").stringValue())
                .isEqualTo("WAITING");
    }

    @Test
    void theReceiptOfASubscriptionComesAfterItsReplay() {
        String ticket = client.openTicket();
        client.subscribe("/queue/ticket." + ticket, "since", "0", "id", "replayed");

        List<TestClient.Frame> frames = client.received();
        assertThat(frames.getLast().command()).isEqualTo("RECEIPT");
        assertThat(indexOf(f -> f.header("subscription").equals("replayed"))).isLessThan(frames.size() - 1);
    }

    @Test
    void theSameCommandAgainIsAnsweredAgainAndDoesNothing() {
        String ticket = client.openTicket();
        TestClient.Subscription thread = client.subscribe("/queue/ticket." + ticket);
        UUID id = UUID.randomUUID();
        JsonNode first = client.send("/app/ticket." + ticket + ".resolve", id, Map.of());

        JsonNode again = client.send("/app/ticket." + ticket + ".resolve", id, Map.of());

        assertThat(again).isEqualTo(first);
        client.sentinel();
        thread.nextEvent();
        thread.nothingMore();
    }

    @Test
    void theSameCommandAfterAReconnectIsAnsweredAgain() {
        UUID id = UUID.randomUUID();
        Map<String, String> wish = Map.of("subject", "Once", "description", "Only once");
        JsonNode first = client.send("/app/tickets.create", id, wish);
        client.drop();

        try (TestClient again = TestClient.connect(login)) {
            assertThat(again.send("/app/tickets.create", id, wish)).isEqualTo(first);
        }
        assertThat(login.get("/api/tickets").path("items").size()).isEqualTo(1);
    }

    @Test
    void anotherContentUnderTheSameIdIsRefused() {
        UUID id = UUID.randomUUID();
        client.send("/app/tickets.create", id, Map.of("subject", "One", "description", "x"));

        client.refusedText(
                "/app/tickets.create",
                "{\"clientId\":\"" + id + "\",\"subject\":\"Two\",\"description\":\"x\"}",
                "CLIENT_ID_REUSED");
        assertThat(login.get("/api/tickets").path("items").size()).isEqualTo(1);
    }

    @Test
    void theSameIdForAnotherDestinationIsRefused() {
        String ticket = client.openTicket();
        UUID id = UUID.randomUUID();
        client.send("/app/ticket." + ticket + ".resolve", id, Map.of());

        client.refusedText("/app/ticket." + ticket + ".reopen", "{\"clientId\":\"" + id + "\"}", "CLIENT_ID_REUSED");
    }

    @Test
    void aRefusedCommandMaySucceedLaterUnderTheSameId() {
        String ticket = client.openTicket();
        UUID id = UUID.randomUUID();
        String body = "{\"clientId\":\"" + id + "\",\"text\":\"hello\"}";
        String chat = "/app/ticket." + ticket + ".chat";
        JsonNode error = client.refusedText(chat, body, "CHAT_LOCKED");
        assertThat(error.path("retryable").booleanValue()).isTrue();

        try (TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.goOnline();
            agent.ticket(ticket, "pick");
            assertThat(client.send(chat, id, Map.of("text", "hello"))
                            .at("/data/seq")
                            .longValue())
                    .isEqualTo(3);
        }
    }

    @Test
    void unsubscribingTwiceIsReceiptedTwice() {
        String ticket = client.openTicket();
        TestClient.Subscription thread = client.subscribe("/queue/ticket." + ticket);

        client.unsubscribe(thread);
        client.unsubscribe(thread);
    }

    @Test
    void aGoodbyeIsReceiptedAndThenTheConnectionCloses() {
        assertThat(client.disconnect().getCode()).isEqualTo(1000);
    }

    @Test
    void aSignalIsReceiptedWithoutAReply() {
        String ticket = client.openTicket();
        try (TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.goOnline();
            agent.ticket(ticket, "pick");

            JsonNode reply = agent.send("/app/ticket." + ticket + ".typing", Map.of("typing", true));

            assertThat(reply.isMissingNode()).isTrue();
        }
    }

    @Test
    void aReceiptThatIsTooLongIsRefused() {
        String receipt = "r".repeat(129);

        client.refusedText("/app/ping", "{}", "RECEIPT_INVALID", "receipt", receipt);
        client.refusedText("/app/ping", "{\"typo\":1}", "UNKNOWN_FIELD", "receipt", "r".repeat(128));
    }

    @Test
    void aReceiptWithEveryEscapedCharacterComesBackAsItWas() {
        String receipt = "a:b\\c";
        client.raw("SEND\ndestination:/app/ping\nreceipt:a\\cb\\\\c\n\n{}\0");

        client.await("its receipt", f -> f.header("receipt-id").equals(receipt));
    }
}
