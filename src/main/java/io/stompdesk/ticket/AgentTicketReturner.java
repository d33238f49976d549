package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.auth.AccountChanged;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Returns an agent's tickets to the queue when the agent loses access to them. Otherwise customers would wait for
 * somebody who cannot answer.
 */
@Component
final class AgentTicketReturner {

    private static final Logger log = LoggerFactory.getLogger(AgentTicketReturner.class);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Writer writer;
    private final TaskScheduler scheduler;

    AgentTicketReturner(Writer writer, @Qualifier("taskScheduler") TaskScheduler scheduler) {
        this.writer = writer;
        this.scheduler = scheduler;
    }

    /**
     * Runs before other listeners, so that the customer reads that the agent left, and not first that the chat was
     * paused.
     */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener
    void changed(AccountChanged event) {
        if (event.before().isStaff()) {
            returnToQueue(event.after().id());
        }
    }

    /** Retries until the store accepts the change. */
    private void returnToQueue(String agent) {
        var _ = writer.submit(transaction -> returnToQueue(transaction, agent)).whenComplete((_, failure) -> {
            if (failure != null) {
                log.warn("The tickets of {} could not be returned to the queue: {}", agent, failure.getMessage());
                var _ = scheduler.schedule(
                        () -> returnToQueue(agent), Instant.now().plus(RETRY));
            }
        });
    }

    private static int returnToQueue(Transaction transaction, String id) {
        Account agent = Accounts.find(transaction.store(), id).orElseThrow(Refusal::notFound);
        var lost = Stream.of(Status.ACTIVE, Status.PAUSED)
                .flatMap(status -> TicketTable.ofAgent(transaction.store(), id, status).stream())
                .filter(ticket -> !agent.mayWorkIn(ticket.project()))
                .toList();
        lost.forEach(ticket -> Tickets.returnToQueue(transaction, ticket, TicketReleased.Reason.AGENT_LEFT));
        return lost.size();
    }
}
