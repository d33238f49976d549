package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;

/** A resolved ticket was reopened and waits in the queue. */
public record TicketReopened(TicketView ticket) implements EventData {}
