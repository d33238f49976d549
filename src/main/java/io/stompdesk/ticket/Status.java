package io.stompdesk.ticket;

/** Where a ticket stands. Everything but {@link #RESOLVED} is open. */
public enum Status {
    /** In the queue, nobody's. */
    WAITING,
    /** An agent has picked it and is connected: the chat is open. */
    ACTIVE,
    /** Its agent has gone offline: the chat is closed until somebody picks it. */
    PAUSED,
    RESOLVED
}
