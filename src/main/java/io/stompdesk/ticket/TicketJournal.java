package io.stompdesk.ticket;

import io.stompdesk.kernel.Actor;
import io.stompdesk.stream.EventData;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Appends an event about a ticket to each stream that it concerns, in the view of that stream's readers. */
final class TicketJournal {

    private static final StreamName ALL = new StreamName("tickets");

    private TicketJournal() {}

    static StreamName ofProject(String project) {
        return new StreamName("tickets." + project);
    }

    static StreamName ofAll() {
        return ALL;
    }

    /**
     * Records that a ticket was opened. Only this event in the ticket's own stream carries the text; the lists and
     * later events do not.
     *
     * @return the ticket's view for staff, after the event
     */
    static TicketView created(Transaction transaction, Ticket ticket, TicketText text, Actor actor) {
        long head = transaction.append(
                ticket.stream(), actor, seq -> new TicketCreated(TicketView.forCustomer(ticket, text, seq)));
        return recordInLists(transaction, ticket, head, actor, TicketCreated::new);
    }

    /** @return the ticket's view for staff, after the event */
    static TicketView record(
            Transaction transaction, Ticket ticket, @Nullable Actor actor, Function<TicketView, EventData> event) {
        long head = inOwnStream(transaction, ticket, actor, event);
        return recordInLists(transaction, ticket, head, actor, event);
    }

    private static TicketView recordInLists(
            Transaction transaction,
            Ticket ticket,
            long head,
            @Nullable Actor actor,
            Function<TicketView, EventData> event) {
        TicketView view = TicketView.forStaff(ticket, head);
        EventData forStaff = event.apply(view);
        transaction.append(ofProject(ticket.project()), actor, forStaff);
        transaction.append(ALL, actor, forStaff);
        return view;
    }

    /** Records an event that matters only to readers of the ticket itself. */
    static long inOwnStream(
            Transaction transaction, Ticket ticket, @Nullable Actor actor, Function<TicketView, EventData> event) {
        return transaction.append(ticket.stream(), actor, seq -> event.apply(TicketView.forCustomer(ticket, seq)));
    }
}
