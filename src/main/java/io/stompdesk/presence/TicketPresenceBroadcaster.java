package io.stompdesk.presence;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.connection.Connections;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.ThrottledTask;
import io.stompdesk.stream.StreamName;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.Signal;
import io.stompdesk.ticket.Person;
import io.stompdesk.ticket.Ticket;
import io.stompdesk.ticket.TicketId;
import io.stompdesk.ticket.TicketSignals;
import io.stompdesk.ticket.Tickets;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Broadcasts the presence of a ticket's customer and agent to the ticket's subscribers. */
@Component
final class TicketPresenceBroadcaster implements TicketSignals {

    private final Broadcaster broadcaster;
    private final Connections connections;
    private final JdbcClient reads;
    private final Accounts accounts;
    private final Clock clock;
    private final ThrottledTask task = new ThrottledTask("ticket-presence", Duration.ZERO, this::publish);
    private final Set<Actor> changed = ConcurrentHashMap.newKeySet();

    TicketPresenceBroadcaster(
            Broadcaster broadcaster, Connections connections, JdbcClient reads, Accounts accounts, Clock clock) {
        this.broadcaster = broadcaster;
        this.connections = connections;
        this.reads = reads;
        this.accounts = accounts;
        this.clock = clock;
    }

    record AccountPresence(Actor account, boolean online) {}

    /** Called when an account has connected, disconnected or changed its status. */
    void accountChanged(Actor account) {
        changed.add(account);
        task.run();
    }

    private void publish() {
        for (Actor account : List.copyOf(changed)) {
            // Removed before it is published, so that a change in the meantime is published again.
            changed.remove(account);
            try {
                publish(account);
            } catch (DataAccessException failed) {
                changed.add(account);
                throw failed;
            }
        }
    }

    private void publish(Actor account) {
        for (String ticket : Tickets.openIdsOf(reads, account.id())) {
            StreamName stream = TicketId.stream(ticket);
            broadcaster.signal(stream, signal(stream, account));
        }
    }

    @Override
    public List<Signal> currentSignals(Ticket ticket, Account subscriber) {
        Signal customer = signal(ticket.stream(), ticket.customer());
        Person agent = ticket.agent();
        if (agent == null) {
            return List.of(customer);
        }
        return accounts.find(agent.id())
                .map(found -> List.of(customer, signal(ticket.stream(), found.actor())))
                .orElse(List.of(customer));
    }

    private Signal signal(StreamName stream, Actor account) {
        AccountPresence presence = new AccountPresence(account, isOnline(account));
        return new Signal("presence", stream.value(), clock.instant(), null, presence);
    }

    /** Staff count as online unless their status is OFFLINE. Customers count as online while they are connected. */
    private boolean isOnline(Actor account) {
        return account.role().isStaff()
                ? PresenceTable.of(reads, account.id()).effective() != PresenceStatus.OFFLINE
                : connections.has(account.id());
    }

    @PreDestroy
    void stop() {
        task.close();
    }
}
