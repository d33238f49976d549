package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Lookup;
import java.util.List;
import java.util.Optional;

/**
 * A ticket and the account that sent a command about it, both as of the transaction. Every command about a ticket reads
 * these first.
 */
public record TicketLookup(Ticket ticket, Account reader) {

    /** Reads both in one statement. */
    public static Lookup<TicketLookup> of(Account by, String id) {
        return new Lookup<>(
                TicketTable.TICKET_AND_READER,
                List.of(by.id(), id),
                (row, number) -> new TicketLookup(TicketTable.ticket(row, number), Accounts.reader(row)));
    }

    /**
     * Returns the lookup if the reader may see the ticket.
     *
     * @throws Refusal {@code NOT_FOUND} if the ticket does not exist, and also if the reader may not see it
     */
    public static TicketLookup visible(Optional<TicketLookup> found) {
        return found.filter(lookup -> TicketAccess.maySee(lookup.reader(), lookup.ticket()))
                .orElseThrow(Refusal::notFound);
    }

    /** Returns the lookup if the reader is staff of the ticket's project. Being the ticket's customer is not enough. */
    static TicketLookup workable(Optional<TicketLookup> found) {
        return found.filter(lookup -> TicketAccess.mayWorkOn(lookup.reader(), lookup.ticket()))
                .orElseThrow(Refusal::notFound);
    }
}
