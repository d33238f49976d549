package io.stompdesk.account;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets few passwords be hashed at the same time, and few wait: a flood of logins must not exhaust the desk's memory and
 * CPU. Nor must it keep others out. So each address, and each wider IPv6 network, has a share of the queue, and whoever
 * has logged in before waits in a queue of their own, which goes first.
 */
final class HashingQueue {

    private static final long RETRY_AFTER_MS = 2_000;

    private final AccountSettings.Hashing settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Lane known;
    private final Lane strangers;
    private int running;

    HashingQueue(AccountSettings.Hashing settings) {
        this.settings = settings;
        this.known = new Lane(settings.reserved());
        this.strangers = new Lane(settings.waiting());
    }

    /**
     * @throws Refusal {@code RATE_LIMITED} if the queue or the client's share of it is full, or the wait is too long
     */
    <T> T run(HashingClient client, Supplier<T> work) {
        Lane lane = client.known() ? known : strangers;
        if (!enter(lane, client)) {
            throw new Refusal(ErrorCode.RATE_LIMITED, Map.of("retryAfterMs", RETRY_AFTER_MS));
        }
        try {
            return work.get();
        } finally {
            leave(lane, client);
        }
    }

    private boolean enter(Lane lane, HashingClient client) {
        CountDownLatch turn = new CountDownLatch(1);
        lock.lock();
        try {
            if (!lane.hasRoomFor(client)) {
                return false;
            }
            if (running < settings.concurrent()) {
                running++;
                lane.count(client, 1);
                return true;
            }
            if (lane.waiting.size() >= lane.capacity) {
                return false;
            }
            lane.count(client, 1);
            lane.waiting.add(turn);
        } finally {
            lock.unlock();
        }
        return await(turn) || !withdraw(lane, client, turn);
    }

    private boolean await(CountDownLatch turn) {
        Duration patience = settings.patience();
        try {
            return turn.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns false if the turn has come at the last moment. */
    private boolean withdraw(Lane lane, HashingClient client, CountDownLatch turn) {
        lock.lock();
        try {
            boolean withdrawn = lane.waiting.remove(turn);
            if (withdrawn) {
                lane.count(client, -1);
            }
            return withdrawn;
        } finally {
            lock.unlock();
        }
    }

    /** Hands the place to whoever is next. */
    private void leave(Lane lane, HashingClient client) {
        lock.lock();
        try {
            lane.count(client, -1);
            CountDownLatch next = known.waiting.isEmpty() ? strangers.waiting.poll() : known.waiting.poll();
            if (next == null) {
                running--;
            } else {
                next.countDown();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One of the two queues. Guarded by the lock. */
    private final class Lane {

        private final int capacity;
        private final Deque<CountDownLatch> waiting = new ArrayDeque<>();

        /** How many places each source has, running or waiting. */
        private final Map<String, Integer> places = new HashMap<>();

        Lane(int capacity) {
            this.capacity = capacity;
        }

        boolean hasRoomFor(HashingClient client) {
            for (int i = 0; i < client.sources().size(); i++) {
                if (places.getOrDefault(client.sources().get(i), 0)
                        >= settings.share().of(i)) {
                    return false;
                }
            }
            return true;
        }

        void count(HashingClient client, int change) {
            for (String source : client.sources()) {
                places.merge(source, change, (before, more) -> before + more == 0 ? null : before + more);
            }
        }
    }
}
