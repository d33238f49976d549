package io.stompdesk.ticket;

import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Returns tickets to the queue that have been paused for too long, so that another agent can pick them. */
@Component
@EnableConfigurationProperties(TicketSettings.class)
final class PauseTimeout implements SchedulingConfigurer {

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

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::releaseOverdue, settings.pauseCheck());
    }

    private void releaseOverdue() {
        if (!overdue(reads, clock.instant()).isEmpty()) {
            var _ = writer.submit(this::release);
        }
    }

    private List<Ticket> overdue(JdbcClient store, Instant now) {
        return TicketTable.pausedTooLong(store, now.minus(settings.pauseLimit()), now);
    }

    /** Queries again inside the transaction, because a ticket may have been picked in the meantime. */
    private Integer release(Transaction transaction) {
        List<Ticket> overdue = overdue(transaction.store(), transaction.now());
        overdue.forEach(ticket -> Tickets.returnToQueue(transaction, ticket, TicketReleased.Reason.PAUSED_TOO_LONG));
        return overdue.size();
    }
}
