package io.stompdesk.connection;

import io.stompdesk.kernel.Actor;

/** An account has opened a connection, such as another tab or device. */
public record ConnectionOpened(Actor account, String connectionId) {}
