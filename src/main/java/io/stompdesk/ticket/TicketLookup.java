package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Lookup;
import java.util.List;
import java.util.Optional;

/**
 * A ticket and whoever wants something of it, both as of the transaction: what every command about a ticket reads
 * first.
 */
public record TicketLookup(Ticket ticket, Account reader) {

    /** Finds both in one statement. */
    public static Lookup<TicketLookup> of(Account by, String id) {
        return new Lookup<>(
                TicketTable.TICKET_AND_READER,
                List.of(by.id(), id),
                (row, number) -> new TicketLookup(TicketTable.ticket(row, number), Accounts.reader(row)));
    }

    /**
     * The ticket, if its reader may see it.
     *
     * @throws Refusal {@code NOT_FOUND} if it is not there or not theirs: the answer is the same
     */
    public static TicketLookup visible(Optional<TicketLookup> found) {
        return found.filter(lookup -> TicketAccess.maySee(lookup.reader(), lookup.ticket()))
                .orElseThrow(Refusal::notFound);
    }

    /** The same for what only the project's staff may do, even with a ticket of their own. */
    static TicketLookup workable(Optional<TicketLookup> found) {
        return found.filter(lookup -> TicketAccess.mayWorkOn(lookup.reader(), lookup.ticket()))
                .orElseThrow(Refusal::notFound);
    }
}
