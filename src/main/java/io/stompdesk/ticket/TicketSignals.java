package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.subscription.Signal;
import java.util.List;

/** Current signals for a new subscriber of a ticket. Modules above this one contribute them. */
public interface TicketSignals {

    List<Signal> present(Ticket ticket, Account subscriber);
}
