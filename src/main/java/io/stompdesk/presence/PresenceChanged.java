package io.stompdesk.presence;

/** Somebody of the staff has come, gone, or changed their status. */
public record PresenceChanged() {}
