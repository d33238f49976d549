package io.stompdesk.command;

/** The body of a command that has no fields. */
public record NoContent() {}
