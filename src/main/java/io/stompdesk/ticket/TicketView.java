package io.stompdesk.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stompdesk.kernel.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as clients see it.
 *
 * @param head the last seq of the ticket's own stream
 * @param priority for staff alone
 */
public record TicketView(
        String id,
        String project,
        String subject,
        String description,
        @Nullable String system,
        Status status,
        Actor customer,
        @Nullable Person agent,
        Instant createdAt,
        @Nullable Instant waitingSince,
        @Nullable Instant pausedAt,
        @Nullable Instant resolvedAt,
        long head,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Priority priority) {

    static TicketView forCustomer(Ticket ticket, long head) {
        return of(ticket, head, null);
    }

    static TicketView forStaff(Ticket ticket, long head) {
        return of(ticket, head, ticket.priority());
    }

    private static TicketView of(Ticket ticket, long head, @Nullable Priority priority) {
        return new TicketView(
                ticket.id(),
                ticket.project(),
                ticket.subject(),
                ticket.description(),
                ticket.system(),
                ticket.status(),
                ticket.customer(),
                ticket.agent(),
                ticket.createdAt(),
                ticket.waitingSince(),
                ticket.pausedAt(),
                ticket.resolvedAt(),
                head,
                priority);
    }
}
