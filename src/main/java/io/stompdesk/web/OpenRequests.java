package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts the requests that are being handled now and the bytes of their bodies, for each address and in all. So nobody
 * fills the desk's memory with requests that they never finish. The last quarter of the requests is for those who have
 * few, such as a newcomer or a probe.
 */
@Component
final class OpenRequests {

    /** An address may hold this part of the bytes, so that it takes several to hold all. */
    private static final int SHARES = 8;

    private static final int RESERVED_PART = 4;

    /**
     * So many requests of one network are few. IPv6 counts by the widest network here, because addresses cost nothing.
     */
    private static final int FEW = 8;

    private static final long RETRY_AFTER_MS = 1000;

    private final RequestLimits limits;
    private final Map<String, Share> addresses = new HashMap<>();
    private final Map<String, Share> networks = new HashMap<>();
    private final Share all = new Share("");

    OpenRequests(RequestLimits limits) {
        this.limits = limits;
    }

    private static final class Share {
        private final String of;
        private int requests;
        private long bytes;

        Share(String of) {
            this.of = of;
        }
    }

    /** A request that is being handled. */
    final class Entry implements AutoCloseable {

        private final Share address;
        private final Share network;
        private long bytes;
        private boolean closed;

        private Entry(Share address, Share network) {
            this.address = address;
            this.network = network;
        }

        /**
         * Counts bytes of the body that are kept in memory until the request ends.
         *
         * @throws Refusal {@code BUSY} if there are too many
         */
        void keep(int read) {
            synchronized (OpenRequests.this) {
                bytes += read;
                address.bytes += read;
                all.bytes += read;
                long max = limits.bodies().toBytes();
                if (limits.enabled() && (all.bytes > max || address.bytes > max / SHARES)) {
                    throw new Refusal(ErrorCode.BUSY);
                }
            }
        }

        /** Idempotent, because an asynchronous request may report its end more than once. */
        @Override
        public void close() {
            synchronized (OpenRequests.this) {
                if (closed) {
                    return;
                }
                closed = true;
                all.requests--;
                all.bytes -= bytes;
                address.bytes -= bytes;
                leave(addresses, address);
                leave(networks, network);
            }
        }
    }

    /**
     * Counts a new request.
     *
     * @throws Refusal {@code RATE_LIMITED} if its address has too many, {@code BUSY} if all have
     */
    synchronized Entry enter(ClientAddress address) {
        Share own = shareOf(addresses, address.network());
        Share network = shareOf(networks, address.networks().getLast());
        if (limits.enabled()) {
            if (own.requests >= limits.requestsPerAddress()) {
                throw new Refusal(
                        ErrorCode.RATE_LIMITED,
                        Map.of("max", limits.requestsPerAddress(), "retryAfterMs", RETRY_AFTER_MS));
            }
            if (all.requests >= limits.requests() || (isNearlyFull() && network.requests >= FEW)) {
                throw new Refusal(ErrorCode.BUSY);
            }
        }
        join(addresses, own);
        join(networks, network);
        all.requests++;
        return new Entry(own, network);
    }

    private boolean isNearlyFull() {
        return all.requests >= limits.requests() - limits.requests() / RESERVED_PART;
    }

    private static Share shareOf(Map<String, Share> shares, String of) {
        Share known = shares.get(of);
        return known == null ? new Share(of) : known;
    }

    private static void join(Map<String, Share> shares, Share share) {
        shares.put(share.of, share);
        share.requests++;
    }

    private static void leave(Map<String, Share> shares, Share share) {
        if (--share.requests == 0) {
            shares.remove(share.of);
        }
    }

    /** The number of requests that are being handled. Tests use it to detect leaks. */
    synchronized int count() {
        return all.requests;
    }
}
