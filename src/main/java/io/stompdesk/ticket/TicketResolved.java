package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;

/** A ticket is done. */
public record TicketResolved(TicketView ticket) implements EventData {}
