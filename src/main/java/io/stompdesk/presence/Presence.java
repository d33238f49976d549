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
 * Keeps what staff chose and what is so. Whether somebody is connected is asked when a change is made, not remembered
 * from the event that led to it: so an event that comes twice, late or out of order has no effect of its own.
 */
@Component
final class Presence implements Availability {

    private static final Logger log = LoggerFactory.getLogger(Presence.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Writer writer;
    private final Connections connections;
    private final PresenceSettings settings;
    private final TaskScheduler scheduler;
    private final PresenceBroadcaster news;

    Presence(
            Writer writer,
            Connections connections,
            PresenceSettings settings,
            @Qualifier("presenceScheduler") TaskScheduler scheduler,
            PresenceBroadcaster news) {
        this.writer = writer;
        this.connections = connections;
        this.settings = settings;
        this.scheduler = scheduler;
        this.news = news;
    }

    record Chosen(PresenceStatus status) {}

    /** What a member of staff sets by hand. */
    CompletableFuture<Reply> choose(CommandKey key, Actor by, @Nullable PresenceStatus status) {
        if (status == null) {
            throw Refusal.invalid("status", "is missing");
        }
        return writer.submit(key, transaction -> {
                    become(transaction, by, status, TicketPaused.Reason.OFFLINE);
                    return transaction.reply("presence", new Chosen(status));
                })
                .whenComplete((_, _) -> {
                    news.staff();
                    news.cameOrWent(by);
                });
    }

    /** Who is made staff may come, and who is staff no more has gone, connected or not. */
    @EventListener
    void changed(AccountChanged event) {
        if (event.before().isStaff() || event.after().isStaff()) {
            Account staff = event.before().isStaff() ? event.before() : event.after();
            reconcile(staff.actor(), TicketPaused.Reason.OFFLINE);
            news.staff();
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
            later(event.account(), TicketPaused.Reason.CONNECTION_LOST, settings.grace());
        }
    }

    private void later(Actor account, TicketPaused.Reason ifGone, Duration delay) {
        var _ = scheduler.schedule(
                () -> reconcile(account, ifGone), Instant.now().plus(delay));
    }

    /** Makes what is stored agree with who is connected; until the store takes it, again and again. */
    private void reconcile(Actor account, TicketPaused.Reason ifGone) {
        if (!account.role().isStaff()) {
            news.cameOrWent(account);
            return;
        }
        var _ = writer.submit(transaction -> reconciled(transaction, account, ifGone))
                .whenComplete((changed, failure) -> {
                    news.cameOrWent(account);
                    if (failure != null) {
                        log.warn("The presence of {} could not be stored: {}", account.id(), failure.getMessage());
                        later(account, ifGone, RETRY);
                    } else if (changed) {
                        news.staff();
                    }
                });
    }

    private boolean reconciled(Transaction transaction, Actor account, TicketPaused.Reason ifGone) {
        PresenceStatus chosen =
                PresenceTable.of(transaction.store(), account.id()).chosen();
        return become(transaction, account, chosen, ifGone);
    }

    /** @return whether anybody sees a difference */
    private boolean become(Transaction transaction, Actor agent, PresenceStatus chosen, TicketPaused.Reason ifGone) {
        PresenceTable.Row before = PresenceTable.of(transaction.store(), agent.id());
        boolean there = connections.has(agent.id())
                && Accounts.staff(transaction.store(), agent.id()).isPresent();
        PresenceStatus effective = there ? chosen : PresenceStatus.OFFLINE;
        PresenceTable.Row after = new PresenceTable.Row(chosen, effective);
        if (after.equals(before)) {
            return false;
        }
        PresenceTable.put(transaction.store(), agent.id(), after);
        if (before.effective() != PresenceStatus.OFFLINE && effective == PresenceStatus.OFFLINE) {
            Tickets.pauseAllOf(transaction, agent, ifGone);
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
