package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Allows each connection one snapshot at a time, and each account a few. A snapshot stays in memory until the client
 * has read it, so clients that request many of them and read none cost the memory of a few only.
 */
final class SnapshotTurns {

    private record Turn(Subscription subscription, Runnable start) {}

    /** The turns of one account. */
    private static final class Account {
        private final Map<Subscription, Connection> underWay = new HashMap<>();
        private final Deque<Turn> waiting = new ArrayDeque<>();
    }

    private final int perAccount;
    private final Map<String, Account> accounts = new HashMap<>();

    SnapshotTurns(int perAccount) {
        this.perAccount = perAccount;
    }

    /**
     * Calls {@code start} when it is this subscription's turn. The turn ends with {@link #release} or when the
     * subscription ends.
     */
    void take(Subscription subscription, Runnable start) {
        synchronized (this) {
            accounts.computeIfAbsent(idOf(subscription), _ -> new Account())
                    .waiting
                    .add(new Turn(subscription, start));
        }
        subscription.whenEnded(() -> release(subscription));
        startNext(idOf(subscription));
    }

    /** Ends the subscription's turn or removes it from those that wait, and starts what may start now. Idempotent. */
    void release(Subscription subscription) {
        synchronized (this) {
            Account account = accounts.get(idOf(subscription));
            if (account == null) {
                return;
            }
            account.underWay.remove(subscription);
            account.waiting.removeIf(turn -> turn.subscription() == subscription);
        }
        startNext(idOf(subscription));
    }

    private void startNext(String id) {
        startable(id).forEach(turn -> turn.start().run());
    }

    private synchronized List<Turn> startable(String id) {
        Account account = accounts.get(id);
        if (account == null) {
            return List.of();
        }
        List<Turn> started = new ArrayList<>(1);
        Set<Connection> busy = new HashSet<>(account.underWay.values());
        Iterator<Turn> waiting = account.waiting.iterator();
        while (waiting.hasNext() && account.underWay.size() < perAccount) {
            Turn turn = waiting.next();
            if (busy.add(turn.subscription().connection())) {
                waiting.remove();
                account.underWay.put(turn.subscription(), turn.subscription().connection());
                started.add(turn);
            }
        }
        if (account.underWay.isEmpty() && account.waiting.isEmpty()) {
            accounts.remove(id);
        }
        return started;
    }

    private static String idOf(Subscription subscription) {
        return subscription.connection().account().id();
    }
}
