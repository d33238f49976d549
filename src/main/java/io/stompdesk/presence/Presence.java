package io.stompdesk.presence;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.auth.AccountChanged;
import io.stompdesk.connection.ConnectionClosed;
import io.stompdesk.connection.ConnectionOpened;
import io.stompdesk.connection.Connections;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.CommandKey;
import io.stompdesk.stream.Reply;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import io.stompdesk.ticket.Availability;
import io.stompdesk.ticket.TicketPaused;
import io.stompdesk.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Stores the status that staff chose and their effective status. Each change reads anew who is connected and does not
 * rely on the event that triggered it. So events that arrive twice, late or out of order do no harm.
 */
@Component
final class Presence implements Availability {

    private static final Logger log = LoggerFactory.getLogger(Presence.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Writer writer;
    private final Connections connections;
    private final PresenceSettings settings;
    private final TaskScheduler scheduler;
    private final StaffPresenceBroadcaster staffPresence;
    private final TicketPresenceBroadcaster ticketPresence;

    Presence(
            Writer writer,
            Connections connections,
            PresenceSettings settings,
            @Qualifier("presenceScheduler") TaskScheduler scheduler,
            StaffPresenceBroadcaster staffPresence,
            TicketPresenceBroadcaster ticketPresence) {
        this.writer = writer;
        this.connections = connections;
        this.settings = settings;
        this.scheduler = scheduler;
        this.staffPresence = staffPresence;
        this.ticketPresence = ticketPresence;
    }

    record Chosen(PresenceStatus status) {}

    /** Sets the status that a staff member chose. */
    CompletableFuture<Reply> choose(CommandKey key, Actor by, @Nullable PresenceStatus status) {
        if (status == null) {
            throw Refusal.invalid("status", "is missing");
        }
        return writer.submit(key, transaction -> {
                    update(transaction, by, status, TicketPaused.Reason.OFFLINE);
                    return transaction.reply("presence", new Chosen(status));
                })
                .whenComplete((_, _) -> {
                    staffPresence.staffChanged();
                    ticketPresence.accountChanged(by);
                });
    }

    /**
     * Updates the presence of an account that was or is staff. An account that is no longer staff goes offline even
     * while connected.
     */
    @EventListener
    void changed(AccountChanged event) {
        if (event.before().isStaff() || event.after().isStaff()) {
            Account staff = event.before().isStaff() ? event.before() : event.after();
            reconcile(staff.actor(), TicketPaused.Reason.OFFLINE);
            staffPresence.staffChanged();
        }
    }

    @EventListener
    void opened(ConnectionOpened event) {
        reconcile(event.account(), TicketPaused.Reason.CONNECTION_LOST);
    }

    @EventListener
    void closed(ConnectionClosed event) {
        if (connections.has(event.account().id())) {
            return;
        }
        if (event.clean()) {
            reconcile(event.account(), TicketPaused.Reason.OFFLINE);
        } else if (settings.grace().isZero()) {
            reconcile(event.account(), TicketPaused.Reason.CONNECTION_LOST);
        } else {
            reconcileLater(event.account(), TicketPaused.Reason.CONNECTION_LOST, settings.grace());
        }
    }

    private void reconcileLater(Actor account, TicketPaused.Reason reasonIfOffline, Duration delay) {
        var _ = scheduler.schedule(
                () -> reconcile(account, reasonIfOffline), Instant.now().plus(delay));
    }

    /** Makes the stored presence agree with who is connected. Retries until it has been stored. */
    private void reconcile(Actor account, TicketPaused.Reason reasonIfOffline) {
        if (!account.role().isStaff()) {
            ticketPresence.accountChanged(account);
            return;
        }
        var _ = writer.submit(transaction -> reconciled(transaction, account, reasonIfOffline))
                .whenComplete((changed, failure) -> {
                    ticketPresence.accountChanged(account);
                    if (failure != null) {
                        log.warn("Cannot store the presence of {}: {}", account.id(), failure.getMessage());
                        reconcileLater(account, reasonIfOffline, RETRY);
                    } else if (changed) {
                        staffPresence.staffChanged();
                    }
                });
    }

    private boolean reconciled(Transaction transaction, Actor account, TicketPaused.Reason reasonIfOffline) {
        PresenceStatus chosen =
                PresenceTable.of(transaction.store(), account.id()).chosen();
        return update(transaction, account, chosen, reasonIfOffline);
    }

    /** @return whether the effective status changed */
    private boolean update(
            Transaction transaction, Actor agent, PresenceStatus chosen, TicketPaused.Reason reasonIfOffline) {
        PresenceTable.Row before = PresenceTable.of(transaction.store(), agent.id());
        boolean connected = connections.has(agent.id())
                && Accounts.staff(transaction.store(), agent.id()).isPresent();
        PresenceStatus effective = connected ? chosen : PresenceStatus.OFFLINE;
        PresenceTable.Row after = new PresenceTable.Row(chosen, effective);
        if (after.equals(before)) {
            return false;
        }
        PresenceTable.put(transaction.store(), agent.id(), after);
        if (before.effective() != PresenceStatus.OFFLINE && effective == PresenceStatus.OFFLINE) {
            Tickets.pauseAllOf(transaction, agent, reasonIfOffline);
        } else if (before.effective() == PresenceStatus.OFFLINE && effective != PresenceStatus.OFFLINE) {
            Tickets.agentIsBack(transaction, agent);
        }
        return before.effective() != effective;
    }

    @Override
    public boolean isOnline(Transaction transaction, String agentId) {
        return PresenceTable.of(transaction.store(), agentId).effective() == PresenceStatus.ONLINE
                && connections.has(agentId);
    }
}
