package io.stompdesk.connection;

import io.stompdesk.kernel.Actor;

/**
 * A connection has ended. Told once for each {@link ConnectionOpened}.
 *
 * @param clean whether the client said goodbye; otherwise it may be back in a moment
 */
public record ConnectionClosed(Actor account, String connectionId, boolean clean) {}
