package io.stompdesk.transport;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory for what clients leave unread or unfinished: for all clients, and for those at one address. Each client
 * first uses a little of its own, and then takes from here in large steps. So most clients never contend for it.
 */
final class MemoryBudget {

    /** How much a client may use without taking from the budget. */
    static final long OWN = 16 * 1024L;

    private static final long STEP = 32 * 1024L;

    /** The clients at one address may hold this part, so that it takes several addresses to hold everything. */
    private static final int SHARES = 4;

    private final long max;
    private final Map<String, Long> addresses = new HashMap<>();
    private long all;

    MemoryBudget(long max) {
        this.max = max;
    }

    static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE);
    }

    Share shareAt(String address) {
        return new Share(address);
    }

    /** What one client has taken. The caller synchronizes all calls. */
    final class Share {

        private final String address;
        private long taken;

        private Share(String address) {
            this.address = address;
        }

        /** Whether the client may use so many bytes. If so, it has them. */
        boolean covers(long bytes) {
            long missing = bytes - OWN - taken;
            if (missing <= 0) {
                return true;
            }
            long more = steps(missing);
            if (!take(address, more)) {
                return false;
            }
            taken += more;
            return true;
        }

        /** The client uses only so many bytes now. */
        void shrink(long bytes) {
            if (taken > 0) {
                // The caller may have added what it takes from its own part only.
                long needed = Math.min(taken, steps(bytes - OWN));
                giveBack(address, taken - needed);
                taken = needed;
            }
        }
    }

    private static long steps(long bytes) {
        return Math.ceilDiv(Math.max(0, bytes), STEP) * STEP;
    }

    private synchronized boolean take(String address, long bytes) {
        long share = addresses.getOrDefault(address, 0L) + bytes;
        if (all + bytes > max || share > max / SHARES) {
            return false;
        }
        addresses.put(address, share);
        all += bytes;
        return true;
    }

    private synchronized void giveBack(String address, long bytes) {
        if (bytes > 0) {
            addresses.computeIfPresent(address, (_, share) -> share > bytes ? share - bytes : null);
            all -= bytes;
        }
    }

    /** How much is taken. */
    synchronized long taken() {
        return all;
    }
}
