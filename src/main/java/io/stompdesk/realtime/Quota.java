package io.stompdesk.realtime;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may still send. Buckets of its own, and one that it shares with the other
 * connections of its account: no lock is ever waited for.
 */
final class Quota {

    /** What a connection has for itself, and what it shares with the others of its account. */
    record Buckets(
            Bucket sends,
            Bucket sendsOfAccount,
            Bucket frames,
            Bucket framesOfAccount,
            Bucket refusals) {}

    private final @Nullable Buckets buckets;

    private Quota(@Nullable Buckets buckets) {
        this.buckets = buckets;
    }

    static Quota unlimited() {
        return new Quota(null);
    }

    static Quota of(Buckets buckets) {
        return new Quota(buckets);
    }

    /**
     * Takes what a command costs.
     *
     * @return 0, or how long to wait before the next, in milliseconds
     */
    long takeSend() {
        return buckets == null ? 0 : take(buckets.sends(), buckets.sendsOfAccount());
    }

    /** Takes what any other frame costs; answers like {@link #takeSend()}. */
    long takeFrame() {
        return buckets == null ? 0 : take(buckets.frames(), buckets.framesOfAccount());
    }

    /** One more frame was too much. Whether it was the last one that is answered. */
    boolean givesUp() {
        return buckets != null && !buckets.refusals().tryConsume(1);
    }

    private static long take(Bucket own, Bucket shared) {
        long wait = take(own);
        return wait > 0 ? wait : take(shared);
    }

    private static long take(Bucket bucket) {
        if (bucket.tryConsume(1)) {
            return 0;
        }
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return Duration.ofNanos(nanos).toMillis() + 1;
    }
}
