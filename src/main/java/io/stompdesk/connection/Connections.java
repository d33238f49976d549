package io.stompdesk.connection;

import io.stompdesk.kernel.AuditLog;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** All current connections of this node. */
@Component
public final class Connections {

    private final Map<String, Connection> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<Connection>> byAccount = new ConcurrentHashMap<>();
    private final ApplicationEventPublisher events;
    private volatile Consumer<Connection> cleanup = _ -> {};

    public Connections(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Sets the action that releases all resources of an ended connection. It runs before listeners are notified. */
    public void cleanUpWith(Consumer<Connection> action) {
        cleanup = action;
    }

    /** Whether the account has at least one connection. */
    public boolean has(String accountId) {
        return byAccount.containsKey(accountId);
    }

    public boolean isOpen(Connection connection) {
        return byId.get(connection.id()) == connection;
    }

    public void open(Connection connection) {
        byAccount.compute(connection.account().id(), (_, others) -> with(others, connection));
        // Added here last, so that end(), which looks up by id, always removes the connection from both maps.
        byId.put(connection.id(), connection);
        AuditLog.write(
                "connect",
                "account",
                connection.account().id(),
                "role",
                connection.account().role(),
                "from",
                connection.socket().address());
        events.publishEvent(new ConnectionOpened(connection.account().actor(), connection.id()));
    }

    private static Set<Connection> with(@Nullable Set<Connection> others, Connection connection) {
        Set<Connection> all = others == null ? ConcurrentHashMap.newKeySet() : others;
        all.add(connection);
        return all;
    }

    /** Ends a connection. Idempotent, because DISCONNECT, a closed socket and a timeout may all report the same end. */
    public void end(String id) {
        Connection connection = byId.remove(id);
        if (connection == null) {
            return;
        }
        cleanup.accept(connection);
        byAccount.computeIfPresent(connection.account().id(), (_, all) -> without(all, connection));
        AuditLog.write(
                "disconnect",
                "account",
                connection.account().id(),
                "from",
                connection.socket().address(),
                "after",
                Duration.ofNanos(connection.socket().activity().openFor()).toSeconds() + "s",
                "cause",
                connection.isDisconnected()
                        ? "client DISCONNECT"
                        : connection.socket().closeCause());
        events.publishEvent(new ConnectionClosed(connection.account().actor(), id, connection.isDisconnected()));
    }

    private static @Nullable Set<Connection> without(Set<Connection> all, Connection connection) {
        all.remove(connection);
        return all.isEmpty() ? null : all;
    }

    public @Nullable Connection find(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    public Collection<Connection> all() {
        return byId.values();
    }

    public Collection<Connection> of(String accountId) {
        return byAccount.getOrDefault(accountId, Set.of());
    }
}
