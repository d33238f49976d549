package io.stompdesk.transport;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.Rate;
import io.stompdesk.limit.RateLimiter;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Enforces the limits on sockets and connections, and creates the rate limiters of connections. */
@Component
public final class ConnectionLimiter {

    private static final long CONNECTION_RETRY_AFTER_MS = 10_000;

    private final ConnectionLimits limits;
    private final RateLimiter sendsPerAccount;
    private final RateLimiter framesPerAccount;
    private final RateLimiter handshakes;

    public ConnectionLimiter(ConnectionLimits limits) {
        this.limits = limits;
        this.sendsPerAccount = new RateLimiter(limits.sendsPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.framesPerAccount = new RateLimiter(limits.framesPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.handshakes = new RateLimiter(limits.handshakesPerAddress(), TimeMeter.SYSTEM_NANOTIME);
    }

    public FrameRateLimiter forConnectionOf(String account) {
        return limits.enabled()
                ? FrameRateLimiter.of(new FrameRateLimiter.Buckets(
                        bucket(limits.sendsPerConnection()),
                        sendsPerAccount.bucket(account),
                        bucket(limits.framesPerConnection()),
                        framesPerAccount.bucket(account),
                        bucket(limits.refusalsPerConnection())))
                : FrameRateLimiter.unlimited();
    }

    private static Bucket bucket(Rate rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.burst(), rate.per()))
                .withNanosecondPrecision()
                .build();
    }

    /**
     * Checks whether an account may open one more connection.
     *
     * @param open the number of connections that the account already has
     * @throws Refusal {@code RATE_LIMITED}
     */
    public void checkConnectionLimit(int open) {
        if (limits.enabled() && open >= limits.connectionsPerAccount()) {
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    Map.of("max", limits.connectionsPerAccount(), "retryAfterMs", CONNECTION_RETRY_AFTER_MS));
        }
    }

    /** Whether this number of sockets from one address is over the limit. */
    boolean exceedsSocketLimit(int sockets) {
        return limits.enabled() && sockets > limits.connectionsPerAddress();
    }

    /**
     * Counts a new socket from this address.
     *
     * @throws Refusal {@code RATE_LIMITED}
     */
    void handshake(ClientAddress address) {
        if (limits.enabled()) {
            handshakes.take(address.network());
        }
    }
}
