package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;

/** A ticket was resolved. */
public record TicketResolved(TicketView ticket) implements EventData {}
