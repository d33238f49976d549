package io.stompdesk.ticket;

import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.Role;
import io.stompdesk.kernel.Shapes;
import io.stompdesk.kernel.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the ticket table through the connection that the caller passes in. */
final class TicketTable {

    private static final String COLUMNS = """
        ticket.id, ticket.project, ticket.subject, ticket.priority, ticket.status, ticket.customer, ticket.agent,
            ticket.created_at, ticket.waiting_since, ticket.paused_at, ticket.resolved_at,
            customer.name AS customer_name, customer.role AS customer_role,
            customer.guest AS customer_guest, agent.name AS agent_name\
        """;

    private static final String TABLES = """
         FROM ticket
        JOIN account customer ON customer.id = ticket.customer
        LEFT JOIN account agent ON agent.id = ticket.agent\
        """;

    private static final String TICKET = "SELECT " + COLUMNS + TABLES;

    /** Selects the head of the ticket's stream as well. */
    private static final String ROW = "SELECT " + COLUMNS + ", coalesce((SELECT head FROM stream WHERE stream.name = '"
            + Shapes.TICKET_STREAM + "' || ticket.id), 0) AS head" + TABLES;

    /** Selects the reading account as well. The parameters are the account's id and the ticket's id. */
    static final String TICKET_AND_READER = "SELECT " + COLUMNS + ", " + Accounts.READER + TABLES
            + " JOIN account reader ON reader.id = ? WHERE ticket.id = ?";

    /** See {@link Tickets#IS_OPEN}. */
    private static final String OPEN = " " + Tickets.IS_OPEN;

    /** By how much the clocks of two machines may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private TicketTable() {}

    /** A ticket and the head of its stream. */
    record Row(Ticket ticket, long head) {}

    static Optional<Ticket> find(JdbcClient store, String id) {
        return store.sql(TICKET + " WHERE ticket.id = ?")
                .param(id)
                .query(TicketTable::ticket)
                .optional();
    }

    static Optional<Row> row(JdbcClient store, String id) {
        return store.sql(ROW + " WHERE ticket.id = ?")
                .param(id)
                .query(TicketTable::row)
                .optional();
    }

    static TicketText text(JdbcClient store, String id) {
        return store.sql("SELECT description, system FROM ticket WHERE id = ?")
                .param(id)
                .query((row, _) -> new TicketText(row.getString("description"), row.getString("system")))
                .single();
    }

    /**
     * The open tickets of one project or, with {@code null}, of all. Waiting tickets come first, the longest wait at
     * the top.
     */
    static List<Row> open(JdbcClient store, @Nullable String project) {
        return store.sql(ROW + " WHERE" + OPEN + ofProject(project) + """
             ORDER BY CASE ticket.status WHEN 'WAITING' THEN 1 WHEN 'PAUSED' THEN 2 ELSE 3 END,
                coalesce(ticket.waiting_since, ticket.created_at), ticket.id\
            """)
                .param("project", project)
                .query(TicketTable::row)
                .list();
    }

    /** The tickets that were resolved since then, newest first. */
    static List<Row> resolvedSince(JdbcClient store, @Nullable String project, Instant since) {
        return store.sql(ROW + " WHERE ticket.status = 'RESOLVED' AND ticket.resolved_at >= :since" + ofProject(project)
                        + " ORDER BY ticket.resolved_at DESC, ticket.id")
                .param("since", since.toEpochMilli())
                .param("project", project)
                .query(TicketTable::row)
                .list();
    }

    private static String ofProject(@Nullable String project) {
        return project == null ? "" : " AND ticket.project = :project";
    }

    static List<Ticket> ofAgent(JdbcClient store, String agent, Status status) {
        return store.sql(TICKET + " WHERE ticket.agent = ? AND ticket.status = ? AND" + OPEN
                        + " ORDER BY ticket.created_at, ticket.id")
                .params(agent, status.name())
                .query(TicketTable::ticket)
                .list();
    }

    static List<Ticket> active(JdbcClient store) {
        return store.sql(TICKET + " WHERE ticket.status = 'ACTIVE' AND" + OPEN
                        + " ORDER BY ticket.created_at, ticket.id")
                .query(TicketTable::ticket)
                .list();
    }

    /**
     * Tickets that were paused before a time or, as it seems, long after now. Those were paused before the machine's
     * clock was set back and the desk was started again, so nobody knows how long ago.
     */
    static List<Ticket> pausedTooLong(JdbcClient store, Instant before, Instant now) {
        return store.sql(TICKET + " WHERE ticket.status = 'PAUSED' AND" + OPEN
                        + " AND (ticket.paused_at < ? OR ticket.paused_at > ?) ORDER BY ticket.paused_at")
                .params(before.toEpochMilli(), now.plus(CLOCKS_DIFFER).toEpochMilli())
                .query(TicketTable::ticket)
                .list();
    }

    /** The ids of the open tickets of which this account is the customer or the current or previous agent. */
    static List<String> openIdsOf(JdbcClient store, String account) {
        return store.sql("SELECT ticket.id FROM ticket WHERE ticket.customer = :account AND" + OPEN
                        + " UNION SELECT ticket.id FROM ticket WHERE ticket.agent = :account AND" + OPEN)
                .param("account", account)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** One page of a list, newest first. */
    static List<Row> page(JdbcClient store, TicketQuery query, int limit) {
        JdbcClient.StatementSpec statement =
                store.sql(ROW + query.where() + " ORDER BY ticket.created_at DESC, ticket.id DESC LIMIT :limit");
        return query.bind(statement)
                .param("limit", limit)
                .query(TicketTable::row)
                .list();
    }

    /** Inserts a ticket. Returns false if its id is already taken. */
    static boolean insert(JdbcClient store, Ticket ticket, TicketText text) {
        return store.sql("""
            INSERT INTO ticket (id, project, subject, subject_folded, description, system, priority, status, customer,
                created_at, waiting_since)
            VALUES (:id, :project, :subject, :subjectFolded, :description, :system, :priority, :status, :customer,
                :createdAt, :waitingSince) ON CONFLICT (id) DO NOTHING\
            """)
                        .param("id", ticket.id())
                        .param("project", ticket.project())
                        .param("subject", ticket.subject())
                        .param("subjectFolded", Text.folded(ticket.subject()))
                        .param("description", text.description())
                        .param("system", text.system())
                        .param("priority", ticket.priority().name())
                        .param("status", ticket.status().name())
                        .param("customer", ticket.customer().id())
                        .param("createdAt", ticket.createdAt().toEpochMilli())
                        .param("waitingSince", millis(ticket.waitingSince()))
                        .update()
                == 1;
    }

    static void update(JdbcClient store, Ticket ticket) {
        Person agent = ticket.agent();
        store.sql("""
            UPDATE ticket SET status = :status, agent = :agent, waiting_since = :waitingSince, paused_at = :pausedAt,
                resolved_at = :resolvedAt
            WHERE id = :id\
            """)
                .param("status", ticket.status().name())
                .param("agent", agent == null ? null : agent.id())
                .param("waitingSince", millis(ticket.waitingSince()))
                .param("pausedAt", millis(ticket.pausedAt()))
                .param("resolvedAt", millis(ticket.resolvedAt()))
                .param("id", ticket.id())
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(ticket(row, number), row.getLong("head"));
    }

    static Ticket ticket(ResultSet row, int number) throws SQLException {
        String agent = row.getString("agent");
        return new Ticket(
                row.getString("id"),
                row.getString("project"),
                row.getString("subject"),
                Priority.valueOf(row.getString("priority")),
                Status.valueOf(row.getString("status")),
                new Actor(
                        row.getString("customer"),
                        row.getString("customer_name"),
                        Role.valueOf(row.getString("customer_role")),
                        row.getBoolean("customer_guest")),
                agent == null ? null : new Person(agent, row.getString("agent_name")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "waiting_since"),
                instant(row, "paused_at"),
                instant(row, "resolved_at"));
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
