package io.stompdesk.transport;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.RateLimiter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Enforces the limits on sockets and connections, and creates the rate limiters of connections. */
@Component
public final class ConnectionLimiter {

    private static final long CONNECTION_RETRY_AFTER_MS = 10_000;

    private final ConnectionLimits limits;
    private final RateLimiter sendsPerAccount;
    private final RateLimiter framesPerAccount;
    private final RateLimiter handshakes;
    private final RateLimiter replays;

    public ConnectionLimiter(ConnectionLimits limits) {
        this.limits = limits;
        this.sendsPerAccount = new RateLimiter(limits.sendsPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.framesPerAccount = new RateLimiter(limits.framesPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.replays = new RateLimiter(limits.replayBytesPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.handshakes = new RateLimiter(limits.handshakesPerAddress(), limits.ipv6(), TimeMeter.SYSTEM_NANOTIME);
    }

    public FrameRateLimiter forConnectionOf(String account) {
        return limits.enabled()
                ? FrameRateLimiter.of(new FrameRateLimiter.Buckets(
                        limits.sendsPerConnection().bucket(TimeMeter.SYSTEM_NANOTIME),
                        sendsPerAccount.bucket(account),
                        limits.framesPerConnection().bucket(TimeMeter.SYSTEM_NANOTIME),
                        framesPerAccount.bucket(account),
                        limits.refusalsPerConnection().bucket(TimeMeter.SYSTEM_NANOTIME)))
                : FrameRateLimiter.unlimited();
    }

    /**
     * Counts what an account was sent of snapshots and of the log.
     *
     * @param bytes may be more than is left, in which case the account owes the difference
     */
    public void replayed(String account, long bytes) {
        if (limits.enabled() && bytes > 0) {
            replays.bucket(account).consumeIgnoringRateLimits(bytes);
        }
    }

    /** How long an account must wait for more of it; 0 if it need not. */
    public long replayPauseNanos(String account) {
        return limits.enabled()
                ? replays.bucket(account).estimateAbilityToConsume(1).getNanosToWaitForRefill()
                : 0;
    }

    /** For the frames that clients have begun to send. */
    MemoryBudget inboundBudget() {
        return budget(limits.inbound());
    }

    /** For the frames that are queued for clients. */
    MemoryBudget outboundBudget() {
        return budget(limits.outbound());
    }

    private MemoryBudget budget(DataSize max) {
        return limits.enabled() ? new MemoryBudget(max.toBytes()) : MemoryBudget.unlimited();
    }

    /** The limit for a new WebSocket; {@code null} if limits are off. */
    @Nullable
    ControlFrameLimit forControlFrames() {
        return limits.enabled()
                ? new ControlFrameLimit(limits.controlFramesPerConnection().bucket(TimeMeter.SYSTEM_NANOTIME))
                : null;
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

    /**
     * Whether this number of sockets is over the limit.
     *
     * @param width 0 for the sockets of one address, more for those of wider networks; see {@link Ipv6Limits}
     */
    boolean exceedsSocketLimit(int sockets, int width) {
        return limits.enabled()
                && sockets
                        > (long) limits.connectionsPerAddress() * limits.ipv6().multiple(width);
    }

    /**
     * Counts a new socket from this address.
     *
     * @throws Refusal {@code RATE_LIMITED}
     */
    void handshake(ClientAddress address) {
        if (limits.enabled()) {
            handshakes.take(address);
        }
    }
}
