package io.stompdesk.presence;

/** What a member of staff is to customers and colleagues. */
public enum PresenceStatus {
    /** Takes tickets. */
    ONLINE,
    /** Keeps chats, takes no new ones. */
    AWAY,
    OFFLINE
}
