package io.stompdesk.ticket;

/** The urgency of a ticket. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
