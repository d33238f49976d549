package io.stompdesk.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.util.unit.DataSize;

/**
 * The time that the transfer of a body may take: a fixed time, and on top of it the time that its bytes take at the
 * lowest rate.
 */
final class Pace {

    private final long begin = System.nanoTime();
    private final long within;
    private final long bytesPerSecond;
    private long bytes;

    Pace(Duration within, DataSize lowestRate) {
        this.within = within.toNanos();
        this.bytesPerSecond = lowestRate.toBytes();
    }

    /**
     * Counts transferred bytes.
     *
     * @throws SlowClientException if the transfer has taken too long
     */
    void count(long more) throws SlowClientException {
        bytes += more;
        long allowed = within + TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
        if (System.nanoTime() - begin > allowed) {
            throw new SlowClientException();
        }
    }
}
