package io.stompdesk.presence;

/** A staff member has connected, disconnected or changed their status. */
public record PresenceChanged() {}
