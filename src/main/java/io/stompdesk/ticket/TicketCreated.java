package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;

/** A ticket was opened and waits in the queue. */
public record TicketCreated(TicketView ticket) implements EventData {}
