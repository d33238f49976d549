package io.stompdesk.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.stompdesk.kernel.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as clients see it.
 *
 * @param text what was written when the ticket was opened; {@code null} outside the ticket's thread
 * @param head the last seq of the ticket's stream
 * @param priority only in the view for staff
 */
public record TicketView(
        String id,
        String project,
        String subject,
        @JsonUnwrapped @Nullable TicketText text,
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

    /** The same view with the ticket's text. */
    TicketView withText(TicketText text) {
        return new TicketView(
                id,
                project,
                subject,
                text,
                status,
                customer,
                agent,
                createdAt,
                waitingSince,
                pausedAt,
                resolvedAt,
                head,
                priority);
    }

    private static TicketView of(Ticket ticket, long head, @Nullable Priority priority) {
        return new TicketView(
                ticket.id(),
                ticket.project(),
                ticket.subject(),
                null,
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
