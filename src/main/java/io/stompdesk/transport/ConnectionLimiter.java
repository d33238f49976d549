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

/** Gives connections what they may send, and says how many there may be. */
@Component
public final class ConnectionLimiter {

    private static final long RETRY_CONNECTION_MS = 10_000;

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
     * @param others how many connections the account has already
     * @throws Refusal {@code RATE_LIMITED}
     */
    public void oneMoreConnection(int others) {
        if (limits.enabled() && others >= limits.connectionsPerAccount()) {
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    Map.of("max", limits.connectionsPerAccount(), "retryAfterMs", RETRY_CONNECTION_MS));
        }
    }

    /** Whether so many sockets from one address are too many. */
    boolean tooManySockets(int fromAddress) {
        return limits.enabled() && fromAddress > limits.connectionsPerAddress();
    }

    /**
     * Somebody wants to open a socket.
     *
     * @throws Refusal {@code RATE_LIMITED}
     */
    void handshake(ClientAddress address) {
        if (limits.enabled()) {
            handshakes.take(address.network());
        }
    }
}
