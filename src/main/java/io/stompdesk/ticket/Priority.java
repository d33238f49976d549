package io.stompdesk.ticket;

/** How much a ticket presses. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
