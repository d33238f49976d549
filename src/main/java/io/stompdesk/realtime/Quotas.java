package io.stompdesk.realtime;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.stompdesk.auth.ClientAddress;
import io.stompdesk.auth.Rate;
import io.stompdesk.auth.Throttle;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gives connections what they may send, and says how many there may be. */
@Component
final class Quotas {

    private static final long RETRY_CONNECTION_MS = 10_000;

    private final FrameLimits limits;
    private final Throttle sendsPerAccount;
    private final Throttle framesPerAccount;
    private final Throttle handshakes;

    Quotas(FrameLimits limits) {
        this.limits = limits;
        this.sendsPerAccount = new Throttle(limits.sendsPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.framesPerAccount = new Throttle(limits.framesPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.handshakes = new Throttle(limits.handshakesPerAddress(), TimeMeter.SYSTEM_NANOTIME);
    }

    Quota forConnectionOf(String account) {
        return limits.enabled()
                ? Quota.of(
                        new Quota.Buckets(
                                bucket(limits.sendsPerConnection()),
                                sendsPerAccount.bucket(account),
                                bucket(limits.framesPerConnection()),
                                framesPerAccount.bucket(account),
                                bucket(limits.refusalsPerConnection())))
                : Quota.unlimited();
    }

    private static Bucket bucket(Rate rate) {
        return Bucket.builder()
                .addLimit(
                        limit ->
                                limit.capacity(rate.burst()).refillGreedy(rate.burst(), rate.per()))
                .withNanosecondPrecision()
                .build();
    }

    /**
     * @param others how many connections the account has already
     * @throws Refusal {@code RATE_LIMITED}
     */
    void oneMoreConnection(int others) {
        if (limits.enabled() && others >= limits.connectionsPerAccount()) {
            throw new Refusal(
                    ErrorCode.RATE_LIMITED,
                    Map.of(
                            "max",
                            limits.connectionsPerAccount(),
                            "retryAfterMs",
                            RETRY_CONNECTION_MS));
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
