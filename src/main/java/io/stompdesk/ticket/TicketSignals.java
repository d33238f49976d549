package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.subscription.Signal;
import java.util.List;

/** What else a new subscriber of a ticket is told about how things stand; features above this one add to it. */
public interface TicketSignals {

    List<Signal> present(Ticket ticket, Account subscriber);
}
