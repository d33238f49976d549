package io.stompdesk.ticket;

import io.stompdesk.stream.EventData;
import org.jspecify.annotations.Nullable;

/** The agent of a ticket is no longer there; the chat is closed. */
public record TicketPaused(TicketView ticket, @Nullable Person agent, Reason reason) implements EventData {

    /** Why the agent is not there. */
    public enum Reason {
        /** Went offline by hand or said goodbye. */
        OFFLINE,
        CONNECTION_LOST,
        /** The desk was restarted. */
        RESTART
    }
}
