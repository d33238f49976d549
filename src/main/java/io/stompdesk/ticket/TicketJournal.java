package io.stompdesk.ticket;

import io.stompdesk.kernel.Actor;
import io.stompdesk.stream.EventData;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes one fact about a ticket into every stream that it concerns, each in the view of that stream's readers. */
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
     * Of a ticket that was just opened. Its own stream tells what was written; the lists do not, and no later event.
     *
     * @return the ticket's view for staff, after the event
     */
    static TicketView created(Transaction transaction, Ticket ticket, TicketText text, Actor actor) {
        long head = transaction.append(
                ticket.stream(),
                actor,
                seq -> new TicketCreated(TicketView.forCustomer(ticket, seq).with(text)));
        return inLists(transaction, ticket, head, actor, TicketCreated::new);
    }

    /** @return the ticket's view for staff, after the event */
    static TicketView record(
            Transaction transaction, Ticket ticket, @Nullable Actor actor, Function<TicketView, EventData> event) {
        long head = inOwnStream(transaction, ticket, actor, event);
        return inLists(transaction, ticket, head, actor, event);
    }

    private static TicketView inLists(
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

    /** For what only those who read the ticket itself need to know. */
    static long inOwnStream(
            Transaction transaction, Ticket ticket, @Nullable Actor actor, Function<TicketView, EventData> event) {
        return transaction.append(ticket.stream(), actor, seq -> event.apply(TicketView.forCustomer(ticket, seq)));
    }
}
