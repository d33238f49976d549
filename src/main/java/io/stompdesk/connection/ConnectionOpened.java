package io.stompdesk.connection;

import io.stompdesk.kernel.Actor;

/** An account has connected, with one more tab or device. */
public record ConnectionOpened(Actor account, String connectionId) {}
