package io.stompdesk.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Limits how often one action may be performed, with a token bucket per key. It remembers the most recently used keys
 * only, so its memory is bounded.
 */
public final class RateLimiter {

    private static final int MAX_KEYS = 50_000;
    private static final float LOAD_FACTOR = 0.75f;

    private final Rate rate;
    private final Ipv6Limits ipv6;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };

    public RateLimiter(Rate rate, TimeMeter time) {
        this(rate, Ipv6Limits.DEFAULT, time);
    }

    public RateLimiter(Rate rate, Ipv6Limits ipv6, TimeMeter time) {
        this.rate = rate;
        this.ipv6 = ipv6;
        this.time = time;
    }

    /** @throws Refusal {@code RATE_LIMITED} with {@code retryAfterMs} */
    public void take(String key) {
        take(key, 1);
    }

    /**
     * The same for an action that counts as several. One that counts as more than the bucket holds takes a full bucket.
     *
     * @throws Refusal {@code RATE_LIMITED} with {@code retryAfterMs}
     */
    public void take(String key, int tokens) {
        take(bucket(key), atMostABucket(tokens));
    }

    private int atMostABucket(int tokens) {
        return Math.min(tokens, rate.burst());
    }

    /**
     * Takes a token for an address, and one for each wider network that it belongs to.
     *
     * @throws Refusal {@code RATE_LIMITED} with {@code retryAfterMs}
     */
    public void take(ClientAddress address) {
        take(address, 1);
    }

    /** @throws Refusal {@code RATE_LIMITED} with {@code retryAfterMs} */
    public void take(ClientAddress address, int tokens) {
        take(address, "", atMostABucket(tokens));
    }

    /**
     * The same for what an address does to one thing, such as an account.
     *
     * @param to tells it from others
     * @throws Refusal {@code RATE_LIMITED} with {@code retryAfterMs}
     */
    public void take(ClientAddress address, String to) {
        take(address, to, 1);
    }

    private void take(ClientAddress address, String to, int tokens) {
        List<Bucket> buckets = buckets(address, to);
        for (int i = 0; i < buckets.size(); i++) {
            try {
                take(buckets.get(i), tokens);
            } catch (Refusal limited) {
                buckets.subList(0, i).forEach(taken -> taken.addTokens(tokens));
                throw limited;
            }
        }
    }

    private static void take(Bucket bucket, int tokens) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
        if (!probe.isConsumed()) {
            long waitMs = Duration.ofNanos(probe.getNanosToWaitForRefill()).toMillis() + 1;
            throw new Refusal(ErrorCode.RATE_LIMITED, Map.of("retryAfterMs", waitMs));
        }
    }

    /** Returns a token for an action that turned out not to count. */
    public void giveBack(String key) {
        giveBack(key, 1);
    }

    public void giveBack(String key, int tokens) {
        bucket(key).addTokens(atMostABucket(tokens));
    }

    public void giveBack(ClientAddress address) {
        giveBack(address, 1);
    }

    public void giveBack(ClientAddress address, int tokens) {
        giveBack(address, "", atMostABucket(tokens));
    }

    public void giveBack(ClientAddress address, String to) {
        giveBack(address, to, 1);
    }

    private void giveBack(ClientAddress address, String to, int tokens) {
        buckets(address, to).forEach(bucket -> bucket.addTokens(tokens));
    }

    private List<Bucket> buckets(ClientAddress address, String to) {
        List<String> networks = address.networks();
        return IntStream.range(0, networks.size())
                .mapToObj(width -> bucket(networks.get(width) + " " + to, ipv6.multiple(width)))
                .toList();
    }

    /** The bucket of a key. Callers may keep a reference to it. */
    public Bucket bucket(String key) {
        return bucket(key, 1);
    }

    private Bucket bucket(String key, int multiple) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(key, _ -> rate.times(multiple).bucket(time));
        }
    }
}
