package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The subscriptions of this node, by broker destination and by connection. */
@Component
final class SubscriptionIndex {

    private record SessionTopicOf(Connection connection, String destination) {}

    private final Map<String, Set<Subscription>> byDestination = new ConcurrentHashMap<>();
    private final Map<SessionTopicOf, Set<Subscription>> sessionTopics = new ConcurrentHashMap<>();
    private final Map<Connection, Map<String, Subscription>> byConnection = new ConcurrentHashMap<>();
    private final Connections connections;

    SubscriptionIndex(Connections connections) {
        this.connections = connections;
        connections.cleanUpWith(connection -> of(connection).forEach(this::remove));
    }

    /**
     * Adds a subscription, which then receives what is published. Returns false if its id is already in use in its
     * connection.
     */
    boolean add(Subscription subscription) {
        boolean[] added = new boolean[1];
        byConnection.compute(subscription.connection(), (_, others) -> {
            Map<String, Subscription> mine = others == null ? new ConcurrentHashMap<>(4) : others;
            added[0] = mine.putIfAbsent(subscription.id(), subscription) == null;
            return mine;
        });
        if (!added[0]) {
            return false;
        }
        String destination = subscription.topic().brokerDestination();
        if (destination == null) {
            add(sessionTopics, sessionTopicOf(subscription), subscription);
        } else {
            add(byDestination, destination, subscription);
        }
        if (!connections.isOpen(subscription.connection())) {
            // The connection ended before its cleanup could find this subscription.
            remove(subscription);
        }
        return true;
    }

    /** Ends a subscription and removes it. Idempotent. */
    void remove(Subscription subscription) {
        subscription.end();
        byConnection.computeIfPresent(subscription.connection(), (_, mine) -> {
            mine.remove(subscription.id(), subscription);
            return mine.isEmpty() ? null : mine;
        });
        String destination = subscription.topic().brokerDestination();
        if (destination == null) {
            remove(sessionTopics, sessionTopicOf(subscription), subscription);
        } else {
            remove(byDestination, destination, subscription);
        }
    }

    private static SessionTopicOf sessionTopicOf(Subscription subscription) {
        return new SessionTopicOf(subscription.connection(), subscription.destination());
    }

    private static <K> void add(Map<K, Set<Subscription>> index, K key, Subscription subscription) {
        index.compute(key, (_, others) -> {
            Set<Subscription> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
            all.add(subscription);
            return all;
        });
    }

    private static <K> void remove(Map<K, Set<Subscription>> index, K key, Subscription subscription) {
        index.computeIfPresent(key, (_, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    Collection<Subscription> of(Connection connection) {
        return List.copyOf(byConnection.getOrDefault(connection, Map.of()).values());
    }

    int count(Connection connection) {
        return byConnection.getOrDefault(connection, Map.of()).size();
    }

    @Nullable
    Subscription find(Connection connection, String id) {
        return byConnection.getOrDefault(connection, Map.of()).get(id);
    }

    /** The connection's subscription to one of the {@link SessionTopics}, if it has one. */
    Optional<Subscription> sessionTopic(Connection connection, String destination) {
        return sessionTopics.getOrDefault(new SessionTopicOf(connection, destination), Set.of()).stream()
                .findFirst();
    }

    Set<Subscription> at(String destination) {
        return byDestination.getOrDefault(destination, Set.of());
    }

    /** Whether a destination has subscribers. Callers use it to avoid building messages that nobody would receive. */
    boolean anyAt(String destination) {
        return byDestination.containsKey(destination);
    }

    /** The destinations that have subscribers now. */
    Set<String> destinations() {
        return byDestination.keySet();
    }
}
