package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;
import org.jspecify.annotations.Nullable;

/** A ticket has returned to the queue. */
public record TicketReleased(TicketView ticket, @Nullable Person agent, Reason reason) implements EventData {

    /** Why it was released. */
    public enum Reason {
        BY_HAND,
        PAUSED_TOO_LONG,
        AGENT_LEFT
    }
}
