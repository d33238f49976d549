package io.stompdesk.subscription;

import io.stompdesk.connection.Connections;
import io.stompdesk.transport.ClientSockets;

/** What the desk holds for its clients, counted for tests. Import it. */
public final class Held {

    private final ClientSockets sockets;
    private final Connections connections;
    private final SubscriptionIndex subscriptions;

    Held(ClientSockets sockets, Connections connections, SubscriptionIndex subscriptions) {
        this.sockets = sockets;
        this.connections = connections;
        this.subscriptions = subscriptions;
    }

    /** Open sockets, connected or not. */
    public int sockets() {
        return sockets.all().size();
    }

    public int connections() {
        return connections.all().size();
    }

    public int subscriptions() {
        return subscriptions.destinations().stream()
                .mapToInt(destination -> subscriptions.at(destination).size())
                .sum();
    }

    /** Whether the desk has given up every connection of an account, even if one is still open. */
    public boolean hasGivenUp(String accountId) {
        return connections.of(accountId).stream()
                .allMatch(connection -> connection.socket().isEnding());
    }
}
