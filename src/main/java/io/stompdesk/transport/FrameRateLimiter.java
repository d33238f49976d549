package io.stompdesk.transport;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may still send. Buckets of its own, and one that it shares with the other connections of its
 * account: no lock is ever waited for.
 */
public final class FrameRateLimiter {

    /** What a connection has for itself, and what it shares with the others of its account. */
    record Buckets(Bucket sends, Bucket sendsOfAccount, Bucket frames, Bucket framesOfAccount, Bucket refusals) {}

    private final @Nullable Buckets buckets;

    private FrameRateLimiter(@Nullable Buckets buckets) {
        this.buckets = buckets;
    }

    public static FrameRateLimiter unlimited() {
        return new FrameRateLimiter(null);
    }

    static FrameRateLimiter of(Buckets buckets) {
        return new FrameRateLimiter(buckets);
    }

    /**
     * Takes what a command costs.
     *
     * @return 0, or how long to wait before the next, in milliseconds
     */
    public long takeSend() {
        return buckets == null ? 0 : take(buckets.sends(), buckets.sendsOfAccount());
    }

    /** Takes what any other frame costs; answers like {@link #takeSend()}. */
    public long takeFrame() {
        return buckets == null ? 0 : take(buckets.frames(), buckets.framesOfAccount());
    }

    /** Counts one more frame beyond the rate, and says whether the next one is answered no more. */
    public boolean isExhausted() {
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
