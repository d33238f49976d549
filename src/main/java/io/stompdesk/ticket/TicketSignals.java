package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.subscription.Signal;
import java.util.List;

/** Contributes current signals for a new subscriber of a ticket. Modules that depend on this one implement it. */
public interface TicketSignals {

    List<Signal> currentSignals(Ticket ticket, Account subscriber);
}
