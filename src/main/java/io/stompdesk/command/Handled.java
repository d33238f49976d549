package io.stompdesk.command;

/** The return value of a controller that sends no reply, only the RECEIPT. */
public enum Handled {
    HANDLED
}
