package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;
import org.jspecify.annotations.Nullable;

/**
 * An agent has picked a ticket, so the chat is open.
 *
 * @param previousAgent the last agent, if another agent takes over a paused ticket
 */
public record TicketPicked(TicketView ticket, @Nullable Person previousAgent) implements EventData {}
