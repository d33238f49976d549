package io.stompdesk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A requested run begins soon, but runs are not too frequent. */
class ThrottledTaskTests {

    private static final Duration INTERVAL = Duration.ofMillis(300);

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void whoAsksOftenDuringARunGetsOneMoreAndNotBeforeTheInterval() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        long[] ended = new long[1];
        long[] begun = new long[1];
        try (ThrottledTask task = new ThrottledTask("test", INTERVAL, () -> {
            if (runs.incrementAndGet() == 1) {
                running.countDown();
                waitFor(goOn);
                ended[0] = System.nanoTime();
            } else {
                begun[0] = System.nanoTime();
            }
        })) {
            task.run();
            running.await();
            for (int i = 0; i < 100; i++) {
                task.run();
            }
            goOn.countDown();

            await().until(() -> runs.get() == 2);
            assertThat(begun[0] - ended[0]).isGreaterThanOrEqualTo(INTERVAL.toNanos());
        }
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatFailsIsTriedAgain() {
        try (ThrottledTask task = new ThrottledTask("test", Duration.ZERO, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
            }
        })) {
            task.run();

            await().until(() -> runs.get() == 2);
        }
    }

    @Test
    void afterTheEndNothingIsRun() {
        ThrottledTask task = new ThrottledTask("test", Duration.ZERO, runs::incrementAndGet);
        task.close();

        task.run();

        assertThat(runs).hasValue(0);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
