package io.stompdesk.dashboard;

import io.stompdesk.account.Account;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.Signal;
import io.stompdesk.subscription.Topic;
import io.stompdesk.ticket.Status;
import io.stompdesk.ticket.Ticket;
import io.stompdesk.ticket.TicketId;
import io.stompdesk.ticket.TicketSignals;
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

/** Publishes to waiting customers their place in the project's queue and the number of agents online. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QueuePositions implements TicketSignals, CommitListener {

    private static final String STREAM = "ticket.";
    private static final String TICKET = Topic.destinationOf(TicketId.stream(""));

    private final JdbcClient reads;
    private final Broadcaster broadcaster;
    private final Clock clock;

    /** The last published place of each ticket. Used only by the thread of {@link DashboardBroadcaster}. */
    private Map<String, Place> published = Map.of();

    /** The tickets whose changes have been published since the places were read. Guarded by this object. */
    private final Set<String> changed = new HashSet<>();

    QueuePositions(JdbcClient reads, Broadcaster broadcaster, Clock clock) {
        this.reads = reads;
        this.broadcaster = broadcaster;
        this.clock = clock;
    }

    /**
     * A ticket's place in its project's queue.
     *
     * @param position 1 is next; {@code null} while the ticket is paused
     */
    record Place(@Nullable Integer position, int waiting, int agentsOnline) {}

    /** Publishes the place of every subscribed ticket whose place has changed. */
    void publish() {
        Set<String> destinations = broadcaster.destinationsStartingWith(TICKET);
        if (destinations.isEmpty()) {
            published = Map.of();
            return;
        }
        forgetChanges();
        Map<String, Place> places = places();
        Map<String, Place> current = new HashMap<>();
        for (String destination : destinations) {
            String id = destination.substring(TICKET.length());
            Place place = places.get(id);
            if (place != null && (place.equals(published.get(id)) || signalUnlessChanged(destination, id, place))) {
                current.put(id, place);
            }
        }
        published = current;
    }

    /** Runs before the subscribers receive the event, so no outdated place follows it. */
    @Override
    public synchronized void committed(StoredEvent event) {
        String stream = event.stream().value();
        if (stream.startsWith(STREAM) && event.type().startsWith(STREAM)) {
            changed.add(stream.substring(STREAM.length()));
        }
    }

    private synchronized void forgetChanges() {
        changed.clear();
    }

    /** A ticket that has changed since the places were read gets its place from the run that follows the change. */
    private synchronized boolean signalUnlessChanged(String destination, String id, Place place) {
        if (changed.contains(id)) {
            return false;
        }
        broadcaster.signal(destination, signal(id, place));
        return true;
    }

    private Map<String, Place> places() {
        record Row(String id, String project, Status status) {}
        List<Row> rows = reads.sql("SELECT id, project, status FROM ticket WHERE status IN ('WAITING', 'PAUSED')"
                        + " AND status <> 'RESOLVED' ORDER BY waiting_since, id")
                .query((row, _) -> new Row(row.getString(1), row.getString(2), Status.valueOf(row.getString(3))))
                .list();
        Map<String, Integer> waiting = new HashMap<>();
        Map<String, Integer> positions = new HashMap<>();
        for (Row row : rows) {
            if (row.status() == Status.WAITING) {
                positions.put(row.id(), waiting.merge(row.project(), 1, Integer::sum));
            }
        }
        Map<String, Integer> online = agentsOnline();
        Map<String, Place> places = new HashMap<>();
        for (Row row : rows) {
            String project = row.project();
            places.put(
                    row.id(),
                    new Place(
                            positions.get(row.id()),
                            waiting.getOrDefault(project, 0),
                            online.getOrDefault(project, 0)));
        }
        return places;
    }

    /** Counts the online agents of each project in one query. */
    private Map<String, Integer> agentsOnline() {
        Map<String, Integer> online = new HashMap<>();
        reads.sql("""
            SELECT project.id, count(*) AS agents
            FROM presence
            JOIN account ON account.id = presence.account
            CROSS JOIN project
            WHERE presence.effective = 'ONLINE' AND account.role <> 'CUSTOMER' AND account.disabled = ?
                AND (account.role = 'ADMIN' OR project.id IN (
                    SELECT membership.project FROM membership WHERE membership.account = account.id))
            GROUP BY project.id\
            """).param(false).query((RowCallbackHandler)
                row -> online.put(row.getString("id"), row.getInt("agents")));
        return online;
    }

    @Override
    public List<Signal> currentSignals(Ticket ticket, Account subscriber) {
        if (ticket.status() != Status.WAITING && ticket.status() != Status.PAUSED) {
            return List.of();
        }
        Integer position = ticket.status() == Status.WAITING ? positionOf(ticket) : null;
        int agents = agentsOnline().getOrDefault(ticket.project(), 0);
        return List.of(signal(ticket.id(), new Place(position, waitingIn(ticket.project()), agents)));
    }

    private int waitingIn(String project) {
        return reads.sql(
                        "SELECT count(*) FROM ticket WHERE status = 'WAITING' AND status <> 'RESOLVED' AND project = ?")
                .param(project)
                .query(Integer.class)
                .single();
    }

    private int positionOf(Ticket ticket) {
        long since = Objects.requireNonNull(ticket.waitingSince()).toEpochMilli();
        return 1
                + reads.sql("""
                    SELECT count(*) FROM ticket
                    WHERE status = 'WAITING' AND status <> 'RESOLVED' AND waiting_since <= :since AND project = :project
                        AND (waiting_since < :since OR id < :id)\
                    """)
                        .param("project", ticket.project())
                        .param("since", since)
                        .param("id", ticket.id())
                        .query(Integer.class)
                        .single();
    }

    private Signal signal(String id, Place place) {
        return new Signal("queue", "ticket." + id, clock.instant(), null, place);
    }
}
