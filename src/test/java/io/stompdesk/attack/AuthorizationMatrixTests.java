package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.attack.People.As;
import io.stompdesk.attack.RawStomp.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;

/** The desk against {@code authorization-matrix.txt}, on every transport. */
@AttackTest
@org.junit.jupiter.api.Tag("long")
class AuthorizationMatrixTests {

    private static final List<Row> MATRIX = read();

    @Autowired private People people;
    @Autowired private Guards guards;

    private String ticket;

    /** One line: a frame, and what becomes of it for each of {@link As}. */
    private record Row(int line, String command, String destination, List<String> outcomes) {

        static Row parse(int number, String line) {
            String[] words = line.split("\\s{2,}| (?=[/*]|EMPTY|again|none|app/)", 3);
            List<String> outcomes = List.of(words[2].strip().split("\\s+"));
            if (outcomes.contains("all")) {
                List<String> same =
                        new ArrayList<>(Collections.nCopies(As.values().length, outcomes.get(2)));
                same.set(0, outcomes.getFirst());
                outcomes = same;
            }
            assertThat(outcomes).as(line).hasSize(As.values().length);
            return new Row(
                    number, words[0], words[1].equals("EMPTY") ? "" : words[1].strip(), outcomes);
        }

        String expected(As who) {
            return outcomes.get(who.ordinal());
        }

        String id() {
            return "row-" + line;
        }
    }

    private static List<Row> read() {
        try {
            List<String> lines =
                    new ClassPathResource("authorization-matrix.txt")
                            .getContentAsString(StandardCharsets.UTF_8)
                            .lines()
                            .toList();
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                    rows.add(Row.parse(i + 1, lines.get(i)));
                }
            }
            return rows;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @BeforeEach
    void openATicket() {
        Arrays.stream(As.values()).filter(who -> who != As.NOBODY).forEach(people::the);
        ticket = people.ticketOf(people.the(As.OWNER));
    }

    @ParameterizedTest
    @EnumSource
    void theDeskDoesWhatTheTableSays(Transport transport) {
        assertThat(differences(transport, MATRIX, Set.of(As.values()))).isEmpty();
    }

    @Test
    void theTableIsReadAndCanDisagree() {
        assertThat(MATRIX).hasSizeGreaterThan(100);
        List<Row> rows =
                MATRIX.stream().filter(row -> row.destination().equals("/app/presence")).toList();
        try (var _ = guards.withoutRules()) {
            assertThat(differences(Transport.WEBSOCKET, rows, Set.of(As.GUEST)))
                    .singleElement()
                    .asString()
                    .contains("expected FORBIDDEN but got OK");
        }
    }

    private List<String> differences(Transport transport, List<Row> rows, Set<As> roles) {
        List<String> differences = new ArrayList<>();
        for (As who : As.values()) {
            if (roles.contains(who)) {
                play(transport, who, rows, differences);
            }
        }
        return differences;
    }

    private void play(Transport transport, As who, List<Row> rows, List<String> differences) {
        RawStomp client = null;
        try {
            for (Row row : rows) {
                if (client == null) {
                    client = arrive(transport, who);
                }
                String got = outcome(client, row, who);
                if (!got.equals(row.expected(who))) {
                    differences.add(
                            "line %d, %s %s as %s over %s: expected %s but got %s"
                                    .formatted(
                                            row.line(),
                                            row.command(),
                                            row.destination(),
                                            who,
                                            transport,
                                            row.expected(who),
                                            got));
                }
                if (got.startsWith("4")) {
                    client.close();
                    client = null;
                }
            }
            if (client == null) {
                client = arrive(transport, who);
            }
            if (who != As.NOBODY) {
                checkDeliveries(client, who, rows, differences);
            }
        } finally {
            if (client != null) {
                client.close();
            }
        }
    }

    private RawStomp arrive(Transport transport, As who) {
        return who == As.NOBODY
                ? RawStomp.open(transport, people.port())
                : people.connect(who, transport);
    }

    private String outcome(RawStomp client, Row row, As who) {
        String frame = frame(row, who);
        if (row.expected(who).startsWith("4")) {
            client.send(frame);
            return Integer.toString(client.awaitClose());
        }
        try {
            return client.ask(frame);
        } catch (AssertionError nothing) {
            String all = nothing.getMessage();
            return "4: " + all.substring(Math.max(0, all.length() - 300));
        }
    }

    private String frame(Row row, As who) {
        String destination = row.destination().replace("OWNER_ID", people.the(As.OWNER).id());
        if (destination.contains("FRESH")) {
            String fresh = who == As.NOBODY ? ticket : people.ticketOf(people.the(As.OWNER));
            destination = destination.replace("FRESH", fresh);
        } else {
            destination = destination.replaceFirst("(?<=ticket\\.)T(?![A-Z])", ticket);
        }
        return switch (row.command()) {
            case "SEND" -> Frame.send(destination, body(row.destination()));
            case "SUBSCRIBE" -> Frame.subscribe(row.id(), destination, "since:0");
            case "CONNECT", "STOMP" ->
                    Frame.connect(who == As.NOBODY ? "none" : people.the(who).token())
                            .replaceFirst("CONNECT", row.command());
            default -> Frame.of(row.command(), "", "id:x", "destination:" + destination);
        };
    }

    private static String body(String destination) {
        String fields =
                switch (destination) {
                    case "/app/tickets.create" -> ",\"subject\":\"s\",\"description\":\"d\"";
                    case "/app/ticket.T.chat", "/app/ticket.ZZZZZZZZ.chat" -> ",\"text\":\"hi\"";
                    case "/app/ticket.T.typing" -> ",\"typing\":true";
                    case "/app/presence" -> ",\"status\":\"OFFLINE\"";
                    default -> "";
                };
        return "{\"clientId\":\"" + UUID.randomUUID() + "\"" + fields + "}";
    }

    /**
     * Makes an event on every stream in question, and one more that shows that the first is
     * through. Then whatever was refused has been sent nothing.
     */
    private void checkDeliveries(
            RawStomp client, As who, List<Row> rows, List<String> differences) {
        try (RawStomp admin = people.connect(As.ADMIN, Transport.WEBSOCKET)) {
            for (Row row : rows) {
                // The table's last rows end the connection that the others were played on.
                if (row.command().equals("SUBSCRIBE")
                        && !row.destination().startsWith("/user")
                        && !row.expected(who).equals("OK")) {
                    client.ask(frame(row, who));
                }
            }
            assertThat(admin.ask(Frame.subscribe("all", "/topic/tickets"))).isEqualTo("OK");
            String subject = "for everybody who may";
            people.post(
                    "/api/tickets",
                    people.the(As.OWNER).token(),
                    java.util.Map.of("subject", subject, "description", "first"));
            String id =
                    admin.await(f -> f.body().contains(subject))
                            .json()
                            .path("data")
                            .path("ticket")
                            .path("id")
                            .stringValue();
            assertThat(id).isNotEmpty();
            people.ticketOf(people.the(As.OWNER));
            admin.awaitOn("all");
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
        for (Row row : rows) {
            if (row.command().equals("SUBSCRIBE")
                    && !row.expected(who).equals("OK")
                    && !client.on(row.id()).isEmpty()) {
                differences.add(
                        "line %d as %s: delivered %s"
                                .formatted(row.line(), who, client.on(row.id())));
            }
        }
    }
}
