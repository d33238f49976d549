package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;
import org.jspecify.annotations.Nullable;

/** The agent of a ticket has gone offline, so the chat is closed. */
public record TicketPaused(TicketView ticket, @Nullable Person agent, Reason reason) implements EventData {

    /** Why the agent is offline. */
    public enum Reason {
        /** The agent went offline by choice or disconnected properly. */
        OFFLINE,
        CONNECTION_LOST,
        /** The desk was restarted. */
        RESTART
    }
}
