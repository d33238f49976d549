package io.stompdesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Each kind of invalid input has an error code, changes nothing, and keeps the connection open. */
@StompTest
class BadInputTests {

    @LocalServerPort
    private int port;

    private TestLogin login;
    private TestClient client;

    @BeforeEach
    void connect() {
        login = TestLogin.guest(port);
        client = TestClient.connect(login);
    }

    @AfterEach
    void leave() {
        client.sentinel();
        client.close();
    }

    private void createIsRefused(Map<String, ?> wish, String code, String field) {
        JsonNode error = client.refused("/app/tickets.create", wish, code);
        assertThat(error.at("/data/field").stringValue()).isEqualTo(field);
        assertThat(error.path("message").stringValue()).isNotBlank();
        assertThat(error.path("retryable").booleanValue()).isFalse();
        assertThat(login.get("/api/tickets").path("items").size()).isZero();
    }

    @Test
    void aTooLongSubjectIsRefusedWithItsLimit() {
        createIsRefused(Map.of("subject", "x".repeat(201), "description", "x"), "INVALID_FIELD", "subject");
    }

    @Test
    void aTooLongDescriptionIsRefused() {
        createIsRefused(Map.of("subject", "x", "description", "x".repeat(10_001)), "INVALID_FIELD", "description");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n"})
    void aBlankSubjectIsRefused(String blank) {
        createIsRefused(Map.of("subject", blank, "description", "x"), "INVALID_FIELD", "subject");
    }

    @Test
    void aMissingSubjectIsRefused() {
        createIsRefused(Map.of("description", "x"), "INVALID_FIELD", "subject");
    }

    @Test
    void anUnknownFieldIsRefused() {
        createIsRefused(Map.of("subject", "x", "description", "x", "prio", "HIGH"), "UNKNOWN_FIELD", "prio");
    }

    @Test
    void aWrongKindOfValueIsRefused() {
        createIsRefused(Map.of("subject", 12, "description", "x"), "INVALID_FIELD", "subject");
    }

    @Test
    void aPriorityThatDoesNotExistIsRefused() {
        createIsRefused(Map.of("subject", "x", "description", "x", "priority", "SOON"), "INVALID_FIELD", "priority");
    }

    @Test
    void aProjectThatDoesNotExistIsRefused() {
        createIsRefused(Map.of("subject", "x", "description", "x", "project", "nowhere"), "INVALID_FIELD", "project");
    }

    @Test
    void aCustomerOpensNoTicketForOthers() {
        client.refused(
                "/app/tickets.create",
                Map.of("subject", "x", "description", "x", "requester", Map.of("name", "Bob")),
                "FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                     | MALFORMED_JSON",
                "[]                    | MALFORMED_JSON",
                "hello                 | MALFORMED_JSON",
                "{\"subject\":\"x\"}   | CLIENT_ID_INVALID",
                "{\"clientId\":\"1\"}  | CLIENT_ID_INVALID",
                "{\"clientId\":7}      | CLIENT_ID_INVALID",
            })
    void aBodyThatIsNoCommandIsRefused(String body, String code) {
        client.refusedText("/app/tickets.create", body, code);
    }

    @ParameterizedTest
    @CsvSource({
        "since,    -1,                   SINCE_INVALID",
        "since,    +1,                   SINCE_INVALID",
        "since,    1.5,                  SINCE_INVALID",
        "since,    1e3,                  SINCE_INVALID",
        "since,    x,                    SINCE_INVALID",
        "since,    '',                   SINCE_INVALID",
        "since,    99999999999999999999, SINCE_INVALID",
        "snapshot, yes,                  SNAPSHOT_INVALID",
        "snapshot, TRUE,                 SNAPSHOT_INVALID",
        "snapshot, 1,                    SNAPSHOT_INVALID",
        "snapshot, '',                   SNAPSHOT_INVALID",
    })
    void aSubscriptionThatBeginsNowhereIsRefused(String header, String value, String code) {
        String thread = "/queue/ticket." + client.openTicket();

        client.subscribeRefused(thread, code, header, value);

        client.subscribe(thread, "since", "0", "snapshot", "false", "id", "good")
                .nextEvent();
    }

    @Test
    void sinceWithSnapshotIsRefused() {
        String thread = "/queue/ticket." + client.openTicket();

        client.subscribeRefused(thread, "SINCE_AND_SNAPSHOT", "since", "0", "snapshot", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5", "-1", "x"})
    void sinceOfAStreamThatOneMayNotReadIsRefused(String since) {
        String code = since.matches("\\d+") ? "NOT_FOUND" : "SINCE_INVALID";
        try (TestClient other = TestClient.connect(TestLogin.guest(port))) {
            String thread = "/queue/ticket." + other.openTicket();
            client.subscribeRefused(thread, code, "since", since);
        }
        client.subscribeRefused("/topic/tickets.support", "FORBIDDEN", "since", since);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/presence",
                "/topic/presence.support",
                "/topic/dashboard",
                "/topic/dashboard.support",
                "/user/queue/replies",
                "/user/queue/errors"
            })
    void whatIsNoStreamHasNothingToResumeAndNoSnapshot(String destination) {
        try (TestClient admin = TestClient.connect(TestLogin.admin(port))) {
            admin.subscribeRefused(destination, "SINCE_INVALID", "since", "0");
            admin.subscribeRefused(destination, "SNAPSHOT_INVALID", "snapshot", "true");
            admin.subscribe(destination, "snapshot", "false");
        }
    }

    @Test
    void aReceiptThatIsTooLongIsRefusedOnEveryFrame() {
        String long129 = "r".repeat(129);
        client.refusedText(
                "/app/tickets.create",
                "{\"clientId\":\"%s\",\"subject\":\"x\",\"description\":\"x\"}".formatted(UUID.randomUUID()),
                "RECEIPT_INVALID",
                "receipt",
                long129);
        client.trySubscribe("/queue/ticket.00000000", long129);
        client.raw("UNSUBSCRIBE\nid:none\nreceipt:" + long129 + "\n\n\0");
        client.sentinel();

        assertThat(client.received())
                .filteredOn(frame -> frame.body().contains("RECEIPT_INVALID"))
                .hasSize(3);
        assertThat(client.received()).noneMatch(f -> f.header("receipt-id").equals(long129));
        assertThat(login.get("/api/tickets").path("items").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"1\"",
                "\"00000000-0000-0000-0000-00000000000\"",
                "\"g0000000-0000-0000-0000-000000000000\"",
                "\"1-1-1-1-1\"",
                "null",
                "7",
                "{}",
                "[\"00000000-0000-0000-0000-000000000000\"]"
            })
    void aClientIdThatIsNoUuidIsRefused(String id) {
        client.refusedText(
                "/app/tickets.create",
                "{\"clientId\":%s,\"subject\":\"x\",\"description\":\"x\"}".formatted(id),
                "CLIENT_ID_INVALID");
        assertThat(login.get("/api/tickets").path("items").size()).isZero();
    }

    @Test
    void anEmptyBodyHasNoClientId() {
        client.refusedText("/app/tickets.create", "", "CLIENT_ID_INVALID");
    }

    @Test
    void anErrorGivesBackTheClientIdThatItCouldRead() {
        UUID id = UUID.randomUUID();

        JsonNode error =
                client.refusedText("/app/tickets.create", "{\"clientId\":\"" + id + "\",\"typo\":1}", "UNKNOWN_FIELD");

        assertThat(error.path("clientId").stringValue()).isEqualTo(id.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/nothing",
                "/app/",
                "/app/ticket.K7Q29XMD",
                "/app/ticket.K7Q29XMD.explode",
                "/app/ticket.k7q29xmd.pick",
                "/app/ticket.K7Q29XMD.staff.pick",
                "/app/ticket.*.pick",
                "/app/tickets.create/",
                "/topic/tickets",
                "/queue/ticket.K7Q29XMD",
                "/user/queue/errors",
                "nonsense"
            })
    void nothingCanBeSentElsewhere(String destination) {
        client.refused(destination, Map.of(), "UNKNOWN_DESTINATION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/nothing",
                "/topic/tickets.*",
                "/topic/tickets/support",
                "/topic/**",
                "/queue/ticket.*",
                "/queue/ticket.K7Q2",
                "/queue/replies-user1",
                "/user/queue/other",
                "/user/someone/queue/replies",
                "/app/ping",
                "nonsense"
            })
    void nothingElseCanBeSubscribed(String destination) {
        client.subscribeRefused(destination, "UNKNOWN_DESTINATION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/tickets", "/topic/tickets.support", "/topic/presence", "/topic/dashboard"})
    void theStaffsTopicsAreNotForCustomers(String destination) {
        client.subscribeRefused(destination, "FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/ticket.K7Q29XMD.pick", "/app/presence", "/app/stats"})
    void theStaffsCommandsAreNotForCustomers(String destination) {
        client.refused(destination, Map.of(), "FORBIDDEN");
    }

    @Test
    void anotherCustomersTicketIsNotThere() {
        try (TestClient other = TestClient.connect(TestLogin.guest(port))) {
            String ticket = other.openTicket();

            client.subscribeRefused("/queue/ticket." + ticket, "NOT_FOUND", "since", "0");
            client.refused("/app/ticket." + ticket + ".chat", Map.of("text", "hi"), "NOT_FOUND");
            client.refused("/app/ticket." + ticket + ".resolve", Map.of(), "NOT_FOUND");
            client.refused("/app/ticket." + ticket + ".typing", Map.of("typing", true), "NOT_FOUND");
        }
    }

    @Test
    void whatIsNotThereIsAnsweredAlike() {
        client.subscribeRefused("/queue/ticket.00000000", "NOT_FOUND");
        client.refused("/app/ticket.00000000.chat", Map.of("text", "hi"), "NOT_FOUND");
    }

    @Test
    void aClientCannotSayWhereItsSubscriptionReallyGoes() {
        client.subscribeRefused("/queue/ticket.00000000", "NOT_FOUND", "simpOrigDestination", "/user/queue/replies");
    }

    @Test
    void anOversizedBodyHasItsCodeAndTheConnectionStays() {
        JsonNode error = client.refusedText("/app/ping", "x".repeat(64 * 1024 + 1), "TOO_LARGE");

        assertThat(error.at("/data/max").longValue()).isEqualTo(65_536);
    }

    @Test
    void aMessageMayHaveItsFullLengthAndNoMore() {
        String ticket = client.openTicket();
        try (TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.goOnline();
            agent.ticket(ticket, "pick");

            assertThat(client.say(ticket, "\u00e4".repeat(10_000))).isEqualTo(3);
            JsonNode error = client.refused(
                    "/app/ticket." + ticket + ".chat", Map.of("text", "x".repeat(10_001)), "INVALID_FIELD");
            assertThat(error.at("/data/max").intValue()).isEqualTo(10_000);
            client.refused("/app/ticket." + ticket + ".chat", Map.of("text", " "), "INVALID_FIELD");
            client.refused("/app/ticket." + ticket + ".chat", Map.of(), "INVALID_FIELD");
            client.refusedText(
                    "/app/ticket." + ticket + ".chat",
                    "{\"clientId\":\"" + UUID.randomUUID() + "\",\"text\":\"half \\ud83d\"}",
                    "INVALID_FIELD");
            client.refused("/app/ticket." + ticket + ".typing", Map.of(), "INVALID_FIELD");
        }
    }

    @Test
    void aStatusThatDoesNotExistIsRefused() {
        try (TestClient agent = TestClient.connect(TestLogin.agent(port))) {
            agent.refused("/app/presence", Map.of("status", "BUSY"), "INVALID_FIELD");
            agent.refused("/app/presence", Map.of(), "INVALID_FIELD");
        }
    }
}
