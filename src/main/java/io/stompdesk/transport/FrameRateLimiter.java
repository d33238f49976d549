package io.stompdesk.transport;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the rate of frames from one connection, with its own token buckets and with buckets that all connections of
 * its account share. It never blocks on a lock.
 */
public final class FrameRateLimiter {

    /** Token buckets of one connection, and those shared by all connections of its account. */
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
     * Takes a token for a command.
     *
     * @return 0 if the command is within the rate, otherwise how many milliseconds to wait before the next one
     */
    public long takeSend() {
        return buckets == null ? 0 : take(buckets.sends(), buckets.sendsOfAccount());
    }

    /** Takes a token for any other frame. Returns the same as {@link #takeSend()}. */
    public long takeFrame() {
        return buckets == null ? 0 : take(buckets.frames(), buckets.framesOfAccount());
    }

    /** Counts a frame beyond the rate. Returns true if there were too many of them, so that the connection must end. */
    public boolean exceedsRefusals() {
        return buckets != null && !buckets.refusals().tryConsume(1);
    }

    private static long take(Bucket own, Bucket shared) {
        long waitMs = take(own);
        return waitMs > 0 ? waitMs : take(shared);
    }

    private static long take(Bucket bucket) {
        if (bucket.tryConsume(1)) {
            return 0;
        }
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return Duration.ofNanos(nanos).toMillis() + 1;
    }
}
