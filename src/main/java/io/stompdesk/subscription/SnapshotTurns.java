package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Allows each connection one snapshot at a time. A snapshot stays in memory until the client has read it, so a slow
 * client that requests many of them costs the memory of only one.
 */
@Component
final class SnapshotTurns {

    private record Turn(Subscription subscription, Runnable start) {}

    /** The first entry of each queue is the one being sent. */
    private final Map<Connection, Deque<Turn>> queues = new HashMap<>();

    /**
     * Calls {@code start} when it is this subscription's turn. The turn ends with {@link #release} or when the
     * subscription ends.
     */
    void take(Subscription subscription, Runnable start) {
        boolean first;
        synchronized (this) {
            Deque<Turn> queue = queues.computeIfAbsent(subscription.connection(), _ -> new ArrayDeque<>(1));
            queue.add(new Turn(subscription, start));
            first = queue.size() == 1;
        }
        subscription.whenEnded(() -> release(subscription));
        if (first) {
            start.run();
        }
    }

    /** Ends the subscription's turn or removes it from the queue, and starts the next turn. */
    void release(Subscription subscription) {
        Runnable next = next(subscription);
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next(Subscription subscription) {
        Deque<Turn> queue = queues.get(subscription.connection());
        if (queue == null) {
            return null;
        }
        boolean hadTurn = queue.getFirst().subscription() == subscription;
        queue.removeIf(turn -> turn.subscription() == subscription);
        if (queue.isEmpty()) {
            queues.remove(subscription.connection());
            return null;
        }
        return hadTurn ? queue.getFirst().start() : null;
    }

    /** The number of connections that receive or await a snapshot. Tests use it to detect leaks. */
    synchronized int size() {
        return queues.size();
    }
}
