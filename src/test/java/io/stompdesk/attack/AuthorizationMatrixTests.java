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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;

/** Compares the desk with {@code authorization-matrix.txt}, on every transport. */
@AttackTest
class AuthorizationMatrixTests {

    private static final List<Row> MATRIX = read();

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    /** The outcome of a DISCONNECT: its RECEIPT, then a normal close. */
    private static final String GOODBYE = "1000";

    private static final String[] TOPICS = {
        "/topic/tickets",
        "/topic/tickets.support",
        "/topic/presence",
        "/topic/presence.support",
        "/topic/dashboard",
        "/topic/dashboard.support"
    };

    private String ticket;

    /** The client ids of all commands that should be refused. */
    private final Set<String> refused = new HashSet<>();

    /** One line: a frame, and its outcome for each of {@link As}. */
    private record Row(int line, String command, String destination, List<String> outcomes) {

        static Row parse(int number, String line) {
            String[] words = line.split("\\s{2,}| (?=[/*]|EMPTY|again|none|app/)", 3);
            List<String> outcomes = List.of(words[2].strip().split("\\s+"));
            if (outcomes.contains("all")) {
                List<String> same = new ArrayList<>(Collections.nCopies(As.values().length, outcomes.get(2)));
                same.set(0, outcomes.getFirst());
                outcomes = same;
            }
            assertThat(outcomes).as(line).hasSize(As.values().length);
            return new Row(number, words[0], words[1].equals("EMPTY") ? "" : words[1].strip(), outcomes);
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
            List<String> lines = new ClassPathResource("authorization-matrix.txt")
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
        List<Row> rows = MATRIX.stream()
                .filter(row -> row.destination().equals("/app/presence"))
                .toList();
        try (var _ = guards.withoutRules()) {
            assertThat(differences(Transport.WEBSOCKET, rows, Set.of(As.GUEST)))
                    .singleElement()
                    .asString()
                    .contains("expected FORBIDDEN but got OK");
        }
    }

    private List<String> differences(Transport transport, List<Row> rows, Set<As> roles) {
        List<String> differences = new ArrayList<>();
        try (RawStomp owner = bystander(As.OWNER, "/queue/ticket." + ticket);
                RawStomp admin = bystander(As.ADMIN, TOPICS)) {
            for (As who : As.values()) {
                if (roles.contains(who)) {
                    play(transport, who, rows, differences);
                }
            }
            checkBystanders(owner, admin, differences);
        }
        return differences;
    }

    /** Subscribes to everything that this person may read. */
    private RawStomp bystander(As who, String... destinations) {
        RawStomp client = people.connect(who, Transport.WEBSOCKET);
        for (String destination : destinations) {
            assertThat(client.ask(Frame.subscribe(destination, destination))).isEqualTo("OK");
        }
        return client;
    }

    /** Checks that nobody was told about a refused command. */
    private void checkBystanders(RawStomp owner, RawStomp admin, List<String> differences) {
        try (RawStomp other = people.connect(As.ADMIN, Transport.WEBSOCKET)) {
            String resolve = Frame.send("/app/ticket." + ticket + ".resolve", body(""));
            assertThat(other.ask(resolve)).isEqualTo("OK");
        }
        for (RawStomp bystander : List.of(owner, admin)) {
            bystander.await(
                    f -> f.body().contains("ticket.resolved") && f.body().contains(ticket));
            String heard = bystander.received().toString();
            refused.stream()
                    .filter(heard::contains)
                    .forEach(id -> differences.add("heard of the refused command " + id));
        }
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
                    differences.add("line %d, %s %s as %s over %s: expected %s but got %s"
                            .formatted(
                                    row.line(),
                                    row.command(),
                                    row.destination(),
                                    who,
                                    transport,
                                    row.expected(who),
                                    got));
                }
                if (!got.equals("OK") && (Character.isDigit(got.charAt(0)) || client.isClosed())) {
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
        return who == As.NOBODY ? RawStomp.open(transport, people.port()) : people.connect(who, transport);
    }

    private String outcome(RawStomp client, Row row, As who) {
        String frame = frame(row, who);
        if (row.expected(who).startsWith("4")) {
            client.send(frame);
            return Integer.toString(client.awaitClose());
        }
        if (row.expected(who).equals(GOODBYE)) {
            assertThat(client.ask(frame)).as("%s", row).isEqualTo("OK");
            return Integer.toString(client.awaitClose());
        }
        if (row.command().equals("HEARTBEAT")) {
            client.send(frame);
            return client.ask(Frame.send("/app/ping", "{}"));
        }
        try {
            return client.ask(frame);
        } catch (AssertionError nothing) {
            String all = nothing.getMessage();
            return "4: " + all.substring(Math.max(0, all.length() - 300));
        }
    }

    private String frame(Row row, As who) {
        String destination =
                row.destination().replace("OWNER_ID", people.the(As.OWNER).id());
        if (destination.contains("FRESH")) {
            String fresh = who == As.NOBODY ? ticket : people.ticketOf(people.the(As.OWNER));
            destination = destination.replace("FRESH", fresh);
        } else {
            destination = destination.replaceFirst("(?<=ticket\\.)T(?![A-Z])", ticket);
        }
        return switch (row.command()) {
            case "SEND" -> {
                String body = body(row.destination());
                if (!row.expected(who).equals("OK")) {
                    refused.add(body.substring(body.indexOf(':') + 2).substring(0, 36));
                }
                yield Frame.send(destination, body);
            }
            case "HEARTBEAT" -> "\n";
            case "DISCONNECT" -> Frame.of("DISCONNECT", "", "destination:none");
            case "SUBSCRIBE" ->
                // Only streams have a history.
                destination.contains("ticket")
                        ? Frame.subscribe(row.id(), destination, "since:0")
                        : Frame.subscribe(row.id(), destination);
            case "CONNECT", "STOMP" ->
                Frame.connect(who == As.NOBODY ? "none" : people.the(who).token())
                        .replaceFirst("CONNECT", row.command());
            default -> Frame.of(row.command(), "", "id:x", "destination:" + destination);
        };
    }

    private static String body(String destination) {
        String fields = switch (destination) {
            case "/app/tickets.create" -> ",\"subject\":\"s\",\"description\":\"d\"";
            case "/app/ticket.T.chat", "/app/ticket.ZZZZZZZZ.chat" -> ",\"text\":\"hi\"";
            case "/app/ticket.T.typing" -> ",\"typing\":true";
            case "/app/presence" -> ",\"status\":\"OFFLINE\"";
            default -> "";
        };
        return "{\"clientId\":\"" + UUID.randomUUID() + "\"" + fields + "}";
    }

    /**
     * Causes an event on every stream of the table, then one on a stream that this person may read. When the last one
     * has arrived, nothing was delivered to the refused subscriptions.
     */
    private void checkDeliveries(RawStomp client, As who, List<Row> rows, List<String> differences) {
        for (Row row : rows) {
            // The last rows of the table have ended the connection of the others, so they subscribe again.
            if (row.command().equals("SUBSCRIBE")
                    && !row.destination().startsWith("/user")
                    && !row.expected(who).equals("OK")) {
                client.ask(frame(row, who));
            }
        }
        for (String project : List.of("support", People.OTHER_PROJECT)) {
            open(As.OWNER, project, "for everybody who may");
        }
        String own = open(
                List.of(As.OUTSIDER, As.AGENT, As.ADMIN).contains(who) ? As.OWNER : who,
                who == As.OUTSIDER ? People.OTHER_PROJECT : "support",
                "sentinel");
        assertThat(client.ask(Frame.subscribe("own", "/queue/ticket." + own))).isEqualTo("OK");
        String resolve = "/app/ticket." + own + ".resolve";
        try (RawStomp admin = people.connect(As.ADMIN, Transport.WEBSOCKET)) {
            assertThat(admin.ask(Frame.send(resolve, body("")))).isEqualTo("OK");
        }
        client.await(f -> f.header("subscription").equals("own"));
        for (Row row : rows) {
            if (row.command().equals("SUBSCRIBE")
                    && !row.expected(who).equals("OK")
                    && !client.on(row.id()).isEmpty()) {
                differences.add("line %d as %s: delivered %s".formatted(row.line(), who, client.on(row.id())));
            }
        }
    }

    private String open(As who, String project, String subject) {
        return people.post(
                        "/api/tickets",
                        people.the(who).token(),
                        Map.of("subject", subject, "description", "d", "project", project))
                .path("ticket")
                .path("id")
                .stringValue();
    }
}
