package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;
import org.jspecify.annotations.Nullable;

/**
 * An agent has taken a ticket; the chat is open.
 *
 * @param previousAgent who had it before, where somebody else takes over a paused one
 */
public record TicketPicked(TicketView ticket, @Nullable Person previousAgent) implements EventData {}
