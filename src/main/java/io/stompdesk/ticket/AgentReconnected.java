package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;
import org.jspecify.annotations.Nullable;

/** The agent of a paused ticket is back but has not picked the ticket again yet. */
public record AgentReconnected(TicketView ticket, @Nullable Person agent) implements EventData {}
