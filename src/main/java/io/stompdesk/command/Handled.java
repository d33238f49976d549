package io.stompdesk.command;

/** What a controller returns for a signal: there is no reply, only the RECEIPT. */
public enum Handled {
    HANDLED
}
