package io.stompdesk.kernel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's time in whole milliseconds, except that it never goes back. A time that somebody has to wait for, such
 * as the end of a pause, therefore comes, even if the machine's clock is set back in between. This clock then goes on,
 * a tenth slower, until the machine's has caught up. If the machine's clock is set forward, this one follows at once.
 */
public final class SteadyClock extends Clock {

    private static final Logger log = LoggerFactory.getLogger(SteadyClock.class);
    private static final long WORTH_A_WARNING = Duration.ofSeconds(1).toNanos();
    private static final int SLOWER_BY = 10;

    /**
     * @param nanos since the epoch
     * @param elapsed when it was read, by a clock that nobody can set
     */
    private record Reading(long nanos, long elapsed) {

        Reading after(long elapsedNow) {
            long passed = Math.max(0, elapsedNow - elapsed);
            return new Reading(nanos + passed - passed / SLOWER_BY, elapsedNow);
        }
    }

    private final InstantSource machine;
    private final LongSupplier elapsed;
    private final AtomicReference<Reading> last;
    private final AtomicBoolean setBack = new AtomicBoolean();

    public SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /** @param elapsed nanoseconds since some moment */
    public SteadyClock(InstantSource machine, LongSupplier elapsed) {
        this.machine = machine;
        this.elapsed = elapsed;
        this.last = new AtomicReference<>(new Reading(read(machine), elapsed.getAsLong()));
    }

    private static long read(InstantSource machine) {
        return TimeUnit.MILLISECONDS.toNanos(machine.millis());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        while (true) {
            Reading before = last.get();
            Reading now = before.after(elapsed.getAsLong());
            long told = read(machine);
            if (told > now.nanos()) {
                now = new Reading(told, now.elapsed());
            }
            if (last.compareAndSet(before, now)) {
                warn(now.nanos() - told);
                return TimeUnit.NANOSECONDS.toMillis(now.nanos());
            }
        }
    }

    private void warn(long behind) {
        if (behind < WORTH_A_WARNING) {
            setBack.setPlain(false);
        } else if (!setBack.getAndSet(true)) {
            log.warn(
                    "The machine's clock was set back by {}. The desk's clock goes on more slowly until they agree.",
                    Duration.ofNanos(behind).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("always UTC");
    }
}
