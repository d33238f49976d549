package io.stompdesk.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.stompdesk.account.Account;
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
        return of(ticket, null, head, false);
    }

    static TicketView forCustomer(Ticket ticket, TicketText text, long head) {
        return of(ticket, text, head, false);
    }

    static TicketView forStaff(Ticket ticket, long head) {
        return of(ticket, null, head, true);
    }

    /** The view of an account that may see the ticket. */
    static TicketView forReader(Ticket ticket, long head, Account reader) {
        return of(ticket, null, head, reader.mayWorkIn(ticket.project()));
    }

    static TicketView forReader(Ticket ticket, TicketText text, long head, Account reader) {
        return of(ticket, text, head, reader.mayWorkIn(ticket.project()));
    }

    private static TicketView of(Ticket ticket, @Nullable TicketText text, long head, boolean staff) {
        return new TicketView(
                ticket.id(),
                ticket.project(),
                ticket.subject(),
                text,
                ticket.status(),
                ticket.customer(),
                ticket.agent(),
                ticket.createdAt(),
                ticket.waitingSince(),
                ticket.pausedAt(),
                ticket.resolvedAt(),
                head,
                staff ? ticket.priority() : null);
    }
}
