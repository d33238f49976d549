package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.HttpTestClient;
import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.TestStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the plan of every statement that the desk runs while all its features are used, with as many rows as a busy
 * desk has. No statement may read a whole table that grows. The plans are good on SQLite with and without statistics,
 * so the desk need not keep any. PostgreSQL keeps its own.
 */
@StompTest
@Import(StatementRecorder.Configuration.class)
class QueryPlanTests {

    /** Tables that stay small, and plan steps that read no table. */
    private static final Pattern SMALL = Pattern.compile("SCAN (project|presence|desk|CONSTANT ROW|one|kept|found"
            + "|looked_up|\\(subquery-\\d+\\)|\\d+ CONSTANT ROWS?)( USING .*)?( LEFT-JOIN)?");

    private static final List<String> SMALL_TABLES = List.of("project", "presence", "desk");

    /** Indexes of a part of a table: open tickets, recently resolved ones, staff, live logins. */
    private static final List<String> PARTIAL = List.of("ticket_open", "ticket_agent", "account_staff_name");

    /**
     * Lists of tickets, newest first, follow this index until a page is full. A search for rare words follows it to the
     * end. Only an index of words would help.
     */
    private static final String IN_ORDER = "ticket_created";

    /** No index finds a word in the middle of a text. A page of the search has a limit. */
    private static final String SEARCH = "ticket.subject_folded LIKE";

    /**
     * The snapshot of a queue joins a thousand tickets with their accounts. PostgreSQL reads all accounts once for
     * that.
     */
    private static final String WHOLE_QUEUE = "ORDER BY CASE ticket.status";

    private static final String PASSWORD = "correct-horse-battery-2";

    private static final List<String> BUSY_DESK = List.of(
            "INSERT INTO project (id, name) SELECT 'p' || i, 'Project' FROM (" + numbers(20) + ") n",
            """
            INSERT INTO account (id, username, name, name_folded, name_skeleton, role, guest, disabled, created_at)
            SELECT 'c' || i, NULL, 'Customer ' || i, 'customer ' || i, 'customer' || i, 'CUSTOMER', %s, %s, i FROM (%s) n
            """,
            """
            INSERT INTO account (id, username, name, name_folded, name_skeleton, role, guest, disabled, created_at)
            SELECT 's' || i, 'agent' || i, 'Agent ' || i, 'agent ' || i, 'agent' || i, 'AGENT', %s, %s, i FROM (%s) n
            """,
            "INSERT INTO membership (project, account) SELECT 'p' || p.i, 's' || s.i FROM (" + numbers(20) + ") p, ("
                    + numbers(200) + ") s",
            "INSERT INTO presence (account, chosen, effective) SELECT 's' || i, 'ONLINE', 'ONLINE' FROM ("
                    + numbers(200) + ") n",
            """
            INSERT INTO login (id, account, kind, token_hash, rotated_at, created_at, expires_at, ended_at)
            SELECT 'l' || i, 'c' || i, 'GUEST', 'x', i, i, 4102444800000, CASE WHEN i - i / 2 * 2 = 0 THEN 4102444800000 END
            FROM (%s) n
            """,
            """
            INSERT INTO ticket (id, project, subject, subject_folded, description, priority, status, customer, agent,
                created_at, waiting_since, paused_at, resolved_at)
            SELECT 't' || i, 'p' || (i - i / 20 * 20 + 1), 'Subject ' || i, 'subject ' || i, 'It does not work.', 'NORMAL',
                CASE WHEN i <= 600 THEN 'WAITING' WHEN i <= 900 THEN 'ACTIVE' WHEN i <= 1000 THEN 'PAUSED'
                    ELSE 'RESOLVED' END,
                'c' || (i - i / 20000 * 20000 + 1), CASE WHEN i > 600 THEN 's' || (i - i / 200 * 200 + 1) END, i,
                CASE WHEN i <= 600 THEN i END, CASE WHEN i > 900 AND i <= 1000 THEN 4102444800000 END,
                CASE WHEN i > 1000 THEN i END
            FROM (%s) n
            """,
            "INSERT INTO stream (name, head) SELECT 'ticket.t' || i, 1 FROM (" + numbers(100_000) + ") n",
            "INSERT INTO event (stream, seq, type, at, body) SELECT 'ticket.t' || i, 1, 'ticket.created', i, '{}' FROM"
                    + " ("
                    + numbers(100_000) + ") n",
            "INSERT INTO command (account, client_id, fingerprint, type, reply, at) SELECT 'c' || (i - i / 20000 *"
                    + " 20000 + 1), 'k' || i, 'f', 'ticket.created', '{}', i FROM (" + numbers(100_000) + ") n");

    @LocalServerPort
    private int port;

    @Autowired
    private StatementRecorder recorder;

    @Autowired
    private Store store;

    @Autowired
    private Writer writer;

    @Autowired
    private List<ScheduledTaskHolder> scheduled;

    private static String numbers(int upTo) {
        return "WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < " + upTo
                + ") SELECT i FROM numbers";
    }

    @Test
    void noStatementOfTheDeskReadsAWholeTableThatGrows() throws SQLException {
        boolean sqlite = store.dialect().get("clustered").equals("WITHOUT ROWID");
        runAsWriter(filling(sqlite));
        useEverything();
        Map<String, Map<Integer, Object>> statements = new LinkedHashMap<>();
        recorder.runs().stream()
                .filter(run -> !run.sql().contains("numbers (i)"))
                .forEach(run -> statements.putIfAbsent(run.sql(), run.params()));
        assertThat(statements).hasSizeGreaterThan(60);
        if (sqlite) {
            assertThat(scans(statements, true)).as("without statistics").isEmpty();
        }
        runAsWriter(List.of("ANALYZE"));
        assertThat(scans(statements, sqlite)).as("with statistics").isEmpty();
    }

    /** On SQLite, no other process can write while the desk runs. */
    private void runAsWriter(List<String> statements) {
        var _ = writer.submit(transaction -> {
                    statements.forEach(sql -> transaction.store().sql(sql).update());
                    return true;
                })
                .join();
    }

    private static List<String> filling(boolean sqlite) {
        String yes = sqlite ? "1" : "TRUE";
        String no = sqlite ? "0" : "FALSE";
        return BUSY_DESK.stream()
                .map(sql -> {
                    boolean staff = sql.contains("'AGENT'");
                    String rows = numbers(staff ? 200 : sql.contains("INTO ticket") ? 100_000 : 20_000);
                    return switch (sql.split("%s", -1).length - 1) {
                        case 0 -> sql;
                        case 1 -> sql.formatted(rows);
                        default -> sql.formatted(staff ? no : yes, no, rows);
                    };
                })
                .toList();
    }

    /** Uses every feature that queries the store. */
    private void useEverything() {
        useAccounts();
        TestLogin customer = TestLogin.guest(port);
        TestLogin agent = TestLogin.agent(port);
        TestLogin admin = TestLogin.admin(port);
        try (TestClient guest = TestClient.connect(customer);
                TestClient staff = TestClient.connect(agent);
                TestClient boss = TestClient.connect(admin)) {
            List<String> topics = List.of(
                    "/topic/tickets",
                    "/topic/presence",
                    "/topic/dashboard",
                    "/topic/tickets.support",
                    "/topic/presence.support",
                    "/topic/dashboard.support");
            for (String topic : topics) {
                TestClient who = topic.endsWith("support") ? staff : boss;
                if (topic.contains("tickets")) {
                    who.subscribe(topic, "snapshot", "true").snapshot();
                    who.subscribe(topic, "since", "0");
                } else {
                    who.subscribe(topic);
                }
            }
            staff.goOnline();
            String ticket = guest.openTicket();
            String thread = "/queue/ticket." + ticket;
            guest.subscribe(thread, "snapshot", "true");
            staff.subscribe(thread, "since", "0");
            staff.ticket(ticket, "pick");
            guest.say(ticket, "hello");
            staff.send("/app/ticket." + ticket + ".chat", Map.of("text", "hello", "ifSeq", 3));
            guest.send("/app/ticket." + ticket + ".typing", Map.of("typing", true));
            staff.send("/app/presence", Map.of("status", "OFFLINE"));
            staff.goOnline();
            staff.ticket(ticket, "pick");
            staff.ticket(ticket, "release");
            staff.ticket(ticket, "pick");
            guest.ticket(ticket, "resolve");
            guest.ticket(ticket, "reopen");
            staff.send("/app/stats", Map.of());
            boss.send("/app/stats", Map.of());
            staff.send(
                    "/app/tickets.create",
                    Map.of("subject", "By phone", "description", "x", "requester", Map.of("name", "Nora Phone")));
            staff.send(
                    "/app/tickets.create",
                    Map.of("subject", "By phone", "description", "x", "requester", Map.of("accountId", customer.id())));
            for (TestLogin who : List.of(customer, agent, admin)) {
                lists(who);
                who.get("/api/tickets/" + ticket);
                who.get("/api/tickets/" + ticket + "/events?since=1&limit=2");
            }
            staff.ticket(ticket, "pick");
            admin.patch("/api/accounts/" + agent.id(), Map.of("projects", List.of("p1")));
            admin.patch("/api/accounts/" + agent.id(), Map.of("role", "CUSTOMER"));
            admin.patch("/api/accounts/" + agent.id(), Map.of("disabled", true));
            guest.disconnect();
            customer.logOut();
            scheduled.stream()
                    .flatMap(holder -> holder.getScheduledTasks().stream())
                    .forEach(task -> task.getTask().getRunnable().run());
            boss.sentinel();
        }
    }

    private static void lists(TestLogin who) {
        for (String filter :
                List.of("", "status=WAITING&", "status=RESOLVED&", "project=p1&", "q=nothing&", "q=K7Q29XMD&")) {
            who.get("/api/tickets?" + filter);
            who.get("/api/tickets?" + filter + "after=99000.t99000");
        }
    }

    private void useAccounts() {
        HttpTestClient person = new HttpTestClient(port);
        person.guest("Plan Guest");
        person.post("/api/session/guest", Map.of("name", "Plan Guest again"));
        HttpTestClient member = new HttpTestClient(port);
        String token = member.post(
                        "/api/session/register",
                        Map.of("username", "planner", "password", TestStore.ADMIN_PASSWORD, "name", "Planner"))
                .body()
                .path("accessToken")
                .asString();
        member.post("/api/session/refresh");
        member.bearer(token);
        member.get("/api/accounts/me");
        member.put(
                "/api/account/password", Map.of("currentPassword", TestStore.ADMIN_PASSWORD, "newPassword", PASSWORD));
        member.delete("/api/session");
    }

    private List<String> scans(Map<String, Map<Integer, Object>> statements, boolean sqlite) throws SQLException {
        try (Connection connection = store.forMigration().getConnection()) {
            return scans(connection, statements, sqlite);
        }
    }

    private static List<String> scans(
            Connection connection, Map<String, Map<Integer, Object>> statements, boolean sqlite) throws SQLException {
        List<String> scans = new ArrayList<>();
        for (Map.Entry<String, Map<Integer, Object>> statement : statements.entrySet()) {
            String sql = statement.getKey();
            if (sql.stripLeading().matches("(?is)(SELECT|INSERT|UPDATE|DELETE|WITH).*") && !sql.contains("pg_")) {
                List<String> found = sqlite
                        ? sqliteScans(connection, sql, statement.getValue())
                        : postgresScans(connection, sql, statement.getValue());
                found.forEach(scan -> scans.add(scan + " of " + sql.replaceAll("\\s+", " ")));
            }
        }
        return scans;
    }

    private static List<String> sqliteScans(Connection connection, String sql, Map<Integer, Object> params)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql)) {
            bind(explain, params);
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    String step = rows.getString("detail");
                    boolean scan =
                            step.startsWith("SCAN") && !SMALL.matcher(step).matches() && !usesPart(step, sql);
                    if (scan || step.contains("AUTOMATIC")) {
                        found.add(step);
                    }
                }
            }
        }
        return found;
    }

    private static boolean usesPart(String step, String sql) {
        return PARTIAL.stream().anyMatch(index -> step.endsWith(" " + index))
                || (step.endsWith(" " + IN_ORDER) && sql.contains("LIMIT"));
    }

    private static List<String> postgresScans(Connection connection, String sql, Map<Integer, Object> params)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN (FORMAT JSON) " + sql)) {
            bind(explain, params);
            try (ResultSet rows = explain.executeQuery()) {
                rows.next();
                walk(new JsonMapper().readTree(rows.getString(1)).get(0).get("Plan"), sql, found);
            }
        }
        return found;
    }

    private static void walk(JsonNode node, String sql, List<String> found) {
        String table = node.path("Relation Name").asString("");
        String index = node.path("Index Name").asString("");
        String type = node.path("Node Type").asString();
        boolean whole = type.equals("Seq Scan")
                || (type.startsWith("Index") && !node.has("Index Cond") && !usesPart(" " + index, sql))
                || (type.equals("Bitmap Index Scan") && !node.has("Index Cond") && !usesPart(" " + index, sql));
        boolean people = table.equals("account") && sql.contains(WHOLE_QUEUE);
        if (whole && !people && !sql.contains(SEARCH) && !SMALL_TABLES.contains(table)) {
            found.add(type + " " + table + index);
        }
        node.path("Plans").forEach(child -> walk(child, sql, found));
    }

    private static void bind(PreparedStatement statement, Map<Integer, Object> params) throws SQLException {
        int count = statement.getParameterMetaData().getParameterCount();
        for (int i = 1; i <= count; i++) {
            statement.setObject(i, new TreeMap<>(params).get(i));
        }
    }
}
