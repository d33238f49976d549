package io.stompdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.kernel.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Lists of tickets: which tickets an account sees, and the search. */
@StompTest
class TicketQueryTests {

    @LocalServerPort
    private int port;

    private static List<String> subjects(TestLogin who, String query) {
        return who.get("/api/tickets?" + query)
                .path("items")
                .valueStream()
                .map(row -> row.path("subject").stringValue())
                .toList();
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    @Test
    void aCustomerSeesTheirOwnAloneNewestFirst() {
        TestLogin guest = TestLogin.guest(port);
        try (TestClient client = TestClient.connect(guest);
                TestClient other = TestClient.connect(TestLogin.guest(port))) {
            client.openTicket("first");
            other.openTicket("not mine");
            client.ticket(client.openTicket("second"), "resolve");

            assertThat(subjects(guest, "")).containsExactlyInAnyOrder("first", "second");
            assertThat(subjects(guest, "status=RESOLVED")).containsExactly("second");
            assertThat(subjects(guest, "project=nowhere")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lamp         | The LAMP is 100% red_ok!",
                "LAMP         | The LAMP is 100% red_ok!",
                "100%         | The LAMP is 100% red_ok!",
                "red_         | The LAMP is 100% red_ok!",
                "ok!          | The LAMP is 100% red_ok!",
                "redxok       | ",
                "1000         | ",
                "% red        | The LAMP is 100% red_ok!",
            })
    void wordsAreFoundAsTheyAreWritten(String words, String found) {
        TestLogin guest = TestLogin.guest(port);
        try (TestClient client = TestClient.connect(guest)) {
            client.openTicket("The LAMP is 100% red_ok!");

            assertThat(subjects(guest, "q=" + encoded(words))).isEqualTo(found == null ? List.of() : List.of(found));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "GRÖSSE", "Größe", "gro\u0308ße", "ÜBER", "τάξη", "ΤΆΞΗ", "schöler"})
    void caseDoesNotMatterInAnyScript(String words) {
        TestLogin guest = TestLogin.guest(port, "Zoë SCHÖLER");
        try (TestClient client = TestClient.connect(guest)) {
            client.openTicket("Falsche Größe über Τάξη");

            assertThat(subjects(guest, "q=" + encoded(words))).containsExactly("Falsche Größe über Τάξη");
        }
    }

    @Test
    void anIdIsFoundInEitherForm() {
        TestLogin guest = TestLogin.guest(port);
        try (TestClient client = TestClient.connect(guest)) {
            String id = client.openTicket("by id");

            String typed = id.substring(0, 4).toLowerCase() + "-" + id.substring(4);
            assertThat(subjects(guest, "q=" + typed)).containsExactly("by id");
        }
    }

    @Test
    void aLongListComesInPagesWithoutGapOrDouble() {
        TestLogin guest = TestLogin.guest(port);
        List<String> ids = new ArrayList<>();
        try (TestClient client = TestClient.connect(guest)) {
            for (int i = 0; i < 55; i++) {
                ids.add(client.openTicket("n" + i));
            }
        }
        List<String> listed = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = guest.get("/api/tickets?after=" + after);
            page.path("items").forEach(row -> listed.add(row.path("id").stringValue()));
            after = page.path("next").isNull() ? null : page.path("next").stringValue();
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.K7Q29XMD", ".", "1e3.K7Q29XMD"})
    void aCursorThatIsNotOfThisListIsRefused(String cursor) {
        assertThatThrownBy(() -> TicketQuery.visibleTo(new io.stompdesk.account.Account(
                                "a", null, "A", io.stompdesk.kernel.Role.CUSTOMER, true, false, List.of()))
                        .after(cursor))
                .isInstanceOf(Refusal.class);
    }
}
