package io.stompdesk.limit;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.HashMap;
import java.util.Map;

/** Limits how many times one action may be under way for each key. */
public final class Turns {

    private static final long RETRY_AFTER_MS = 1000;

    private final int max;
    private final Map<String, Integer> taken = new HashMap<>();

    public Turns(int max) {
        this.max = max;
    }

    /** An action that is under way. It must be closed once. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws Refusal {@code RATE_LIMITED} with {@code max} */
    public synchronized Turn take(String key) {
        if (taken.getOrDefault(key, 0) >= max) {
            throw new Refusal(ErrorCode.RATE_LIMITED, Map.of("max", max, "retryAfterMs", RETRY_AFTER_MS));
        }
        taken.merge(key, 1, Integer::sum);
        return () -> giveBack(key);
    }

    private synchronized void giveBack(String key) {
        taken.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }
}
