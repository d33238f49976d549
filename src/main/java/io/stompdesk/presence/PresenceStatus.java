package io.stompdesk.presence;

/** The status of a staff member. */
public enum PresenceStatus {
    /** Takes tickets. */
    ONLINE,
    /** Continues chats, takes no new tickets. */
    AWAY,
    OFFLINE
}
