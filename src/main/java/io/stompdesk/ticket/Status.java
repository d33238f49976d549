package io.stompdesk.ticket;

/** The status of a ticket. A ticket is open until it is {@link #RESOLVED}. */
public enum Status {
    /** In the queue, without an agent. */
    WAITING,
    /** An agent has picked it and is connected: the chat is open. */
    ACTIVE,
    /** Its agent has gone offline. The chat is closed until an agent picks the ticket. */
    PAUSED,
    RESOLVED
}
