package io.stompdesk.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how often one action may be performed, with a token bucket per key. It remembers the most recently used keys
 * only, so its memory is bounded.
 */
public final class RateLimiter {

    private static final int MAX_KEYS = 50_000;
    private static final float LOAD_FACTOR = 0.75f;

    private final Rate rate;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };

    public RateLimiter(Rate rate, TimeMeter time) {
        this.rate = rate;
        this.time = time;
    }

    /** @throws Refusal {@code RATE_LIMITED} with {@code retryAfterMs} */
    public void take(String key) {
        ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long waitMs = Duration.ofNanos(probe.getNanosToWaitForRefill()).toMillis() + 1;
            throw new Refusal(ErrorCode.RATE_LIMITED, Map.of("retryAfterMs", waitMs));
        }
    }

    /** Returns a token for an action that turned out not to count. */
    public void giveBack(String key) {
        bucket(key).addTokens(1);
    }

    /** The bucket of a key. Callers may keep a reference to it. */
    public Bucket bucket(String key) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    key,
                    _ -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.burst(), rate.per()))
                            .withCustomTimePrecision(time)
                            .build());
        }
    }
}
