package io.stompdesk.dashboard;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.Topic;
import io.stompdesk.ticket.Status;
import io.stompdesk.ticket.Ticket;
import io.stompdesk.ticket.TicketId;
import io.stompdesk.ticket.TicketSignals;
import io.stompdesk.ticket.Tickets;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Publishes to waiting customers their position in the project's queue and the number of agents online. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QueuePositions implements TicketSignals, CommitListener {

    private static final String TICKET = Topic.destinationOf(TicketId.stream(""));

    private static final String QUEUED = """
        SELECT id, project, status FROM ticket
        WHERE status IN ('WAITING', 'PAUSED') AND %s
        ORDER BY waiting_since, id\
        """.formatted(Tickets.IS_OPEN);

    private static final String AGENTS_ONLINE = """
        SELECT project.id, count(*) AS agents
        FROM presence
        JOIN account ON account.id = presence.account
        CROSS JOIN project
        WHERE presence.effective = 'ONLINE' AND %s AND account.disabled = ? AND %s
        GROUP BY project.id\
        """.formatted(Accounts.IS_STAFF, Accounts.worksInProject("account"));

    private static final String WAITING =
            "SELECT count(*) FROM ticket WHERE status = 'WAITING' AND " + Tickets.IS_OPEN + " AND project = :project";

    private static final String WAITING_LONGER =
            WAITING + " AND waiting_since <= :since AND (waiting_since < :since OR id < :id)";

    private final JdbcClient reads;
    private final Broadcaster broadcaster;
    private final Clock clock;

    /** The last published position of each ticket. Used only by the thread of {@link DashboardBroadcaster}. */
    private Map<String, Position> published = Map.of();

    /** The tickets whose changes have been published since the positions were read. Guarded by this object. */
    private final Set<String> changed = new HashSet<>();

    QueuePositions(JdbcClient reads, Broadcaster broadcaster, Clock clock) {
        this.reads = reads;
        this.broadcaster = broadcaster;
        this.clock = clock;
    }

    /**
     * A ticket's position in its project's queue.
     *
     * @param position 1 is next; {@code null} while the ticket is paused
     */
    record Position(@Nullable Integer position, int waiting, int agentsOnline) {}

    /** Publishes the position of every subscribed ticket whose position has changed. */
    void publish() {
        forgetChanges();
        Set<String> destinations = broadcaster.destinationsStartingWith(TICKET);
        if (destinations.isEmpty()) {
            published = Map.of();
            return;
        }
        Map<String, Position> positions = positions();
        Map<String, Position> current = new HashMap<>();
        for (String destination : destinations) {
            String id = destination.substring(TICKET.length());
            Position position = positions.get(id);
            if (position != null
                    && (position.equals(published.get(id)) || signalUnlessChanged(destination, id, position))) {
                current.put(id, position);
            }
        }
        published = current;
    }

    /** Runs before the subscribers receive the event, so no outdated position follows it. */
    @Override
    public synchronized void committed(StoredEvent event) {
        Tickets.changedBy(event).ifPresent(changed::add);
    }

    private synchronized void forgetChanges() {
        changed.clear();
    }

    /**
     * A ticket that has changed since the positions were read gets its position from the run that follows the change.
     */
    private synchronized boolean signalUnlessChanged(String destination, String id, Position position) {
        if (changed.contains(id)) {
            return false;
        }
        broadcaster.signal(destination, signal(id, position));
        return true;
    }

    private Map<String, Position> positions() {
        record Row(String id, String project, Status status) {}
        List<Row> rows = reads.sql(QUEUED)
                .query((row, _) -> new Row(row.getString(1), row.getString(2), Status.valueOf(row.getString(3))))
                .list();
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (Row row : rows) {
            if (row.status() == Status.WAITING) {
                numbers.put(row.id(), waiting.merge(row.project(), 1, Integer::sum));
            }
        }
        Map<String, Integer> online = agentsOnline();
        Map<String, Position> all = new HashMap<>();
        for (Row row : rows) {
            String project = row.project();
            all.put(
                    row.id(),
                    new Position(
                            numbers.get(row.id()), waiting.getOrDefault(project, 0), online.getOrDefault(project, 0)));
        }
        return all;
    }

    /** Counts the online agents of each project in one query. */
    private Map<String, Integer> agentsOnline() {
        Map<String, Integer> online = new HashMap<>();
        reads.sql(AGENTS_ONLINE).param(false).query((RowCallbackHandler)
                row -> online.put(row.getString("id"), row.getInt("agents")));
        return online;
    }

    @Override
    public List<Signal> currentSignals(Ticket ticket, Account subscriber) {
        if (ticket.status() != Status.WAITING && ticket.status() != Status.PAUSED) {
            return List.of();
        }
        Integer number = ticket.status() == Status.WAITING ? positionOf(ticket) : null;
        int agents = agentsOnline().getOrDefault(ticket.project(), 0);
        return List.of(signal(ticket.id(), new Position(number, waitingIn(ticket.project()), agents)));
    }

    private int waitingIn(String project) {
        return reads.sql(WAITING).param("project", project).query(Integer.class).single();
    }

    private int positionOf(Ticket ticket) {
        int before = reads.sql(WAITING_LONGER)
                .param("project", ticket.project())
                .param("since", Objects.requireNonNull(ticket.waitingSince()).toEpochMilli())
                .param("id", ticket.id())
                .query(Integer.class)
                .single();
        return before + 1;
    }

    private Signal signal(String id, Position position) {
        return new Signal("queue", TicketId.stream(id).value(), clock.instant(), null, position);
    }
}
