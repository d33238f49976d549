package io.stompdesk.subscription;

import io.stompdesk.connection.Connections;
import io.stompdesk.transport.ClientSockets;

/** Counts the sockets, connections and subscriptions that the desk has open. Tests import it as a bean. */
public final class OpenResources {

    private final ClientSockets sockets;
    private final Connections connections;
    private final SubscriptionIndex subscriptions;

    OpenResources(ClientSockets sockets, Connections connections, SubscriptionIndex subscriptions) {
        this.sockets = sockets;
        this.connections = connections;
        this.subscriptions = subscriptions;
    }

    /** The open sockets, whether or not their clients have connected. */
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

    /** Whether the desk has begun to close every connection of an account. */
    public boolean hasGivenUp(String accountId) {
        return connections.of(accountId).stream()
                .allMatch(connection -> connection.socket().isEnding());
    }
}
