package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;

/** A resolved ticket waits again. */
public record TicketReopened(TicketView ticket) implements EventData {}
