package io.stompdesk.realtime;

/** What the desk holds for its clients, counted for tests. Import it. */
public final class Held {

    private final Outbounds outbounds;
    private final Connections connections;
    private final Subscriptions subscriptions;

    Held(Outbounds outbounds, Connections connections, Subscriptions subscriptions) {
        this.outbounds = outbounds;
        this.connections = connections;
        this.subscriptions = subscriptions;
    }

    /** Open sockets, connected or not. */
    public int sockets() {
        return outbounds.all().size();
    }

    public int connections() {
        return connections.all().size();
    }

    public int subscriptions() {
        return subscriptions.size();
    }

    /** Whether the desk has given up every connection of an account, even if one is still open. */
    public boolean hasGivenUp(String accountId) {
        return connections.of(accountId).stream()
                .allMatch(connection -> connection.outbound().ending());
    }
}
