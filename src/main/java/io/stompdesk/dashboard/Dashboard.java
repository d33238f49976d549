package io.stompdesk.dashboard;

import io.stompdesk.account.Accounts;
import io.stompdesk.ticket.Tickets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The desk's current numbers.
 *
 * @param resolvedToday tickets resolved since midnight UTC
 * @param longestWaitSeconds how long the longest-waiting ticket has waited; 0 if no ticket waits
 */
record Dashboard(
        int waiting,
        int active,
        int paused,
        int resolvedToday,
        int agentsOnline,
        int agentsAway,
        long longestWaitSeconds) {

    private static final String TICKETS = """
        SELECT
            coalesce(sum(CASE WHEN status = 'WAITING' THEN 1 ELSE 0 END), 0) AS waiting,
            coalesce(sum(CASE WHEN status = 'ACTIVE' THEN 1 ELSE 0 END), 0) AS active,
            coalesce(sum(CASE WHEN status = 'PAUSED' THEN 1 ELSE 0 END), 0) AS paused,
            min(waiting_since) AS oldest
        FROM ticket WHERE %s\
        """.formatted(Tickets.IS_OPEN);

    private static final String RESOLVED =
            "SELECT count(*) FROM ticket WHERE status = 'RESOLVED' AND resolved_at >= :today";

    private static final String STAFF = """
        SELECT
            coalesce(sum(CASE WHEN effective = 'ONLINE' THEN 1 ELSE 0 END), 0) AS online,
            coalesce(sum(CASE WHEN effective = 'AWAY' THEN 1 ELSE 0 END), 0) AS away
        FROM presence JOIN account ON account.id = presence.account
        WHERE %s AND account.disabled = :no\
        """.formatted(Accounts.IS_STAFF);

    private static final String IN_PROJECT = " AND project IN (:projects)";
    /** Staff who work in any of the projects. Admins count even if there are none. */
    private static final String OF_PROJECT = """
         AND (account.role = 'ADMIN' OR account.id IN (SELECT account FROM membership WHERE project IN (:projects)))\
        """;

    /** @param project the project to count; {@code null} for all projects */
    static Dashboard of(JdbcClient store, @Nullable String project, Instant now) {
        return ofAny(store, project == null ? null : Set.of(project), now);
    }

    /** @param projects the projects to count together; {@code null} for all projects */
    static Dashboard ofAny(JdbcClient store, @Nullable Set<String> projects, Instant now) {
        // SQL does not allow an empty list. No project has an empty name, so this one matches nothing.
        Set<String> filter = projects != null && projects.isEmpty() ? Set.of("") : projects;
        record TicketCounts(
                int waiting,
                int active,
                int paused,
                @Nullable Long oldest) {}
        record StaffCounts(int online, int away) {}
        boolean filtered = filter != null;
        TicketCounts tickets = store.sql(TICKETS + (filtered ? IN_PROJECT : ""))
                .param("projects", filter)
                .query(TicketCounts.class)
                .single();
        Instant midnight =
                now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
        int resolved = store.sql(RESOLVED + (filtered ? IN_PROJECT : ""))
                .param("today", midnight.toEpochMilli())
                .param("projects", filter)
                .query(Integer.class)
                .single();
        StaffCounts staff = store.sql(STAFF + (filtered ? OF_PROJECT : ""))
                .param("no", false)
                .param("projects", filter)
                .query(StaffCounts.class)
                .single();
        long wait = tickets.oldest() == null ? 0 : Math.max(0, (now.toEpochMilli() - tickets.oldest()) / 1000);
        return new Dashboard(
                tickets.waiting(), tickets.active(), tickets.paused(), resolved, staff.online(), staff.away(), wait);
    }
}
