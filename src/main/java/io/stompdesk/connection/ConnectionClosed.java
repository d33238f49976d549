package io.stompdesk.connection;

import io.stompdesk.kernel.Actor;

/**
 * A connection has ended. Published once for each {@link ConnectionOpened}.
 *
 * @param clean whether the client sent DISCONNECT; otherwise it may reconnect in a moment
 */
public record ConnectionClosed(Actor account, String connectionId, boolean clean) {}
