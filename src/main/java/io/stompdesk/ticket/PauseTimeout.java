package io.stompdesk.ticket;

import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Returns tickets to the queue that have been paused for too long, so that another agent can pick them. */
@Component
@EnableConfigurationProperties(TicketSettings.class)
final class PauseTimeout {

    private final Writer writer;
    private final JdbcClient reads;
    private final TicketSettings settings;
    private final Clock clock;

    PauseTimeout(Writer writer, JdbcClient reads, TicketSettings settings, Clock clock) {
        this.writer = writer;
        this.reads = reads;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${stompdesk.ticket.pause-check:1s}")
    void releaseOverdue() {
        if (!TicketTable.pausedBefore(reads, clock.instant().minus(settings.pauseLimit()))
                .isEmpty()) {
            var _ = writer.submit(this::release);
        }
    }

    /** Queries again inside the transaction, because a ticket may have been picked in the meantime. */
    private Integer release(Transaction transaction) {
        var overdue =
                TicketTable.pausedBefore(transaction.store(), transaction.now().minus(settings.pauseLimit()));
        for (Ticket ticket : overdue) {
            Ticket waiting = ticket.backInQueue(transaction.now());
            TicketTable.update(transaction.store(), waiting);
            TicketJournal.record(
                    transaction,
                    waiting,
                    null,
                    view -> new TicketReleased(view, ticket.agent(), TicketReleased.Reason.PAUSED_TOO_LONG));
        }
        return overdue.size();
    }
}
