package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;
import org.jspecify.annotations.Nullable;

/** The agent of a paused ticket is there again, and has yet to pick it. */
public record AgentReconnected(TicketView ticket, @Nullable Person agent) implements EventData {}
