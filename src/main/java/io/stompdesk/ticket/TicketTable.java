package io.stompdesk.ticket;

import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.Role;
import io.stompdesk.kernel.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of tickets, on whichever connection the caller reads or writes. */
final class TicketTable {

    private static final String TICKET = """
        SELECT ticket.*, customer.name AS customer_name, customer.role AS customer_role, agent.name AS agent_name,
            coalesce((SELECT head FROM stream WHERE stream.name = 'ticket.' || ticket.id), 0) AS head
        FROM ticket
        JOIN account customer ON customer.id = ticket.customer
        LEFT JOIN account agent ON agent.id = ticket.agent\
        """;

    private TicketTable() {}

    /** A ticket and the head of its stream. */
    record Row(Ticket ticket, long head) {}

    static Optional<Ticket> find(JdbcClient store, String id) {
        return row(store, id).map(Row::ticket);
    }

    static Optional<Row> row(JdbcClient store, String id) {
        return store.sql(TICKET + " WHERE ticket.id = ?")
                .param(id)
                .query(TicketTable::row)
                .optional();
    }

    /** Open tickets, oldest first; of one project or, with {@code null}, of all. */
    static List<Row> openAndResolvedSince(JdbcClient store, @Nullable String project, Instant since) {
        return store.sql(TICKET
                        + " WHERE (ticket.status <> 'RESOLVED' OR (ticket.status ="
                        + " 'RESOLVED' AND ticket.resolved_at >= :since))"
                        + (project == null ? "" : " AND ticket.project = :project")
                        + " ORDER BY ticket.created_at, ticket.id")
                .param("since", since.toEpochMilli())
                .param("project", project)
                .query(TicketTable::row)
                .list();
    }

    static List<Ticket> ofAgent(JdbcClient store, String agent, Status status) {
        return store.sql(TICKET
                        + " WHERE ticket.agent = ? AND ticket.status = ? AND ticket.status"
                        + " <> 'RESOLVED' ORDER BY ticket.created_at, ticket.id")
                .params(agent, status.name())
                .query((row, number) -> row(row, number).ticket())
                .list();
    }

    static List<Ticket> active(JdbcClient store) {
        return store.sql(TICKET + " WHERE ticket.status = 'ACTIVE' ORDER BY ticket.created_at," + " ticket.id")
                .query((row, number) -> row(row, number).ticket())
                .list();
    }

    static List<Ticket> pausedBefore(JdbcClient store, Instant time) {
        return store.sql(TICKET
                        + " WHERE ticket.status = 'PAUSED' AND ticket.paused_at < ? ORDER"
                        + " BY ticket.paused_at")
                .param(time.toEpochMilli())
                .query((row, number) -> row(row, number).ticket())
                .list();
    }

    /** A page of a list, newest first. */
    static List<Row> page(JdbcClient store, TicketQuery query, int limit) {
        JdbcClient.StatementSpec statement =
                store.sql(TICKET + query.where() + " ORDER BY ticket.created_at DESC, ticket.id DESC LIMIT :limit");
        return query.bind(statement)
                .param("limit", limit)
                .query(TicketTable::row)
                .list();
    }

    /** Whether the id was free. */
    static boolean insert(JdbcClient store, Ticket ticket) {
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
                        .param("description", ticket.description())
                        .param("system", ticket.system())
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
        store.sql("UPDATE ticket SET status = :status, agent = :agent, waiting_since ="
                        + " :waitingSince, paused_at = :pausedAt, resolved_at = :resolvedAt"
                        + " WHERE id = :id")
                .param("status", ticket.status().name())
                .param("agent", agent == null ? null : agent.id())
                .param("waitingSince", millis(ticket.waitingSince()))
                .param("pausedAt", millis(ticket.pausedAt()))
                .param("resolvedAt", millis(ticket.resolvedAt()))
                .param("id", ticket.id())
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        String agent = row.getString("agent");
        Ticket ticket = new Ticket(
                row.getString("id"),
                row.getString("project"),
                row.getString("subject"),
                row.getString("description"),
                row.getString("system"),
                Priority.valueOf(row.getString("priority")),
                Status.valueOf(row.getString("status")),
                new Actor(
                        row.getString("customer"),
                        row.getString("customer_name"),
                        Role.valueOf(row.getString("customer_role"))),
                agent == null ? null : new Person(agent, row.getString("agent_name")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "waiting_since"),
                instant(row, "paused_at"),
                instant(row, "resolved_at"));
        return new Row(ticket, row.getLong("head"));
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
