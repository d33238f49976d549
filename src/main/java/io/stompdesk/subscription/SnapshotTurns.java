package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets each connection have one snapshot at a time. What was read of it waits while the client reads, so a client that
 * asks for many and reads slowly holds the memory of one.
 */
@Component
final class SnapshotTurns {

    private record Turn(Subscription subscription, Runnable start) {}

    /** The first in each queue has its turn. */
    private final Map<Connection, Deque<Turn>> queues = new HashMap<>();

    /** Starts as soon as it is this subscription's turn, which ends with the subscription, or before. */
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

    /** Ends the turn, if it has one, and starts the next. */
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

    /** How many connections have or await a snapshot, for the check that none leaks. */
    synchronized int size() {
        return queues.size();
    }
}
