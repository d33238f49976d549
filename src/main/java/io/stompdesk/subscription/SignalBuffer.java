package io.stompdesk.subscription;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The signals that wait until their subscription is live and the current signals have been sent. Guarded by the lock of
 * the {@link Subscription}.
 */
final class SignalBuffer {

    /** Beyond that, the current signals are read again. They make up for those that were missed. */
    private static final int CAPACITY = 256;

    private final Deque<BroadcastMessage> waiting = new ArrayDeque<>(0);
    private boolean overflowed;

    void add(BroadcastMessage signal) {
        if (waiting.size() == CAPACITY) {
            waiting.clear();
            overflowed = true;
        }
        waiting.add(signal);
    }

    /** Whether signals were missed since {@link #forgetOverflow}. */
    boolean hasOverflowed() {
        return overflowed;
    }

    void forgetOverflow() {
        overflowed = false;
    }

    void drainTo(Consumer<BroadcastMessage> receiver) {
        waiting.forEach(receiver);
        waiting.clear();
    }

    void clear() {
        waiting.clear();
    }
}
