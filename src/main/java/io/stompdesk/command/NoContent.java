package io.stompdesk.command;

/** The body of a command that says everything with its destination. */
public record NoContent() {}
