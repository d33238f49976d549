package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts the requests that are being handled now and the bytes of their bodies, for each address and in all. So nobody
 * fills the desk's memory with requests that they never finish.
 */
@Component
final class OpenRequests {

    /** An address may hold this part of the bytes, so that it takes several to hold all. */
    private static final int SHARES = 8;

    private static final long RETRY_AFTER_MS = 1000;

    private final RequestLimits limits;
    private final Map<String, Share> addresses = new HashMap<>();
    private final Share all = new Share();

    OpenRequests(RequestLimits limits) {
        this.limits = limits;
    }

    private static final class Share {
        private int requests;
        private long bytes;
    }

    /** A request that is being handled. */
    final class Entry implements AutoCloseable {

        private final String address;
        private final Share share;
        private long bytes;
        private boolean closed;

        private Entry(String address, Share share) {
            this.address = address;
            this.share = share;
        }

        /**
         * Counts bytes of the body that are kept in memory until the request ends.
         *
         * @throws Refusal {@code BUSY} if there are too many
         */
        void keep(int read) {
            synchronized (OpenRequests.this) {
                bytes += read;
                share.bytes += read;
                all.bytes += read;
                long max = limits.bodies().toBytes();
                if (limits.enabled() && (all.bytes > max || share.bytes > max / SHARES)) {
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
                share.bytes -= bytes;
                if (--share.requests == 0) {
                    addresses.remove(address);
                }
            }
        }
    }

    /**
     * Counts a new request.
     *
     * @throws Refusal {@code RATE_LIMITED} if its address has too many, {@code BUSY} if all have
     */
    synchronized Entry enter(ClientAddress address) {
        String network = address.network();
        Share share = addresses.getOrDefault(network, new Share());
        if (limits.enabled() && share.requests >= limits.requestsPerAddress()) {
            throw new Refusal(
                    ErrorCode.RATE_LIMITED, Map.of("max", limits.requestsPerAddress(), "retryAfterMs", RETRY_AFTER_MS));
        }
        if (limits.enabled() && all.requests >= limits.requests()) {
            throw new Refusal(ErrorCode.BUSY);
        }
        addresses.put(network, share);
        share.requests++;
        all.requests++;
        return new Entry(network, share);
    }

    /** The number of requests that are being handled. Tests use it to detect leaks. */
    synchronized int count() {
        return all.requests;
    }
}
