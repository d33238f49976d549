package io.stompdesk.kernel;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task on its own thread soon after it is requested, at most once per interval. Requests that arrive before a
 * run begins share that run. Requests never block, so a commit listener may use this to read the store. A failed run is
 * retried.
 */
public final class ThrottledTask implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ThrottledTask.class);

    private static final long RETRY_NS = Duration.ofSeconds(1).toNanos();

    private final ScheduledExecutorService thread;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final long interval;
    private final Runnable task;
    private volatile long notBefore = System.nanoTime();

    /** @param interval the minimum time from the end of one run to the start of the next */
    public ThrottledTask(String name, Duration interval, Runnable task) {
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        this.interval = interval.toNanos();
        this.task = task;
    }

    @Override
    public void run() {
        if (pending.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        long wait = Math.max(0, notBefore - System.nanoTime());
        try {
            var _ = thread.schedule(this::work, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            log.debug("Ignored a request because the task is closed", closed);
        }
    }

    private void work() {
        if (System.nanoTime() - notBefore < 0) {
            // Requested while the previous run was still in progress.
            schedule();
            return;
        }
        pending.set(false);
        try {
            task.run();
            notBefore = System.nanoTime() + interval;
        } catch (RuntimeException failed) {
            log.warn("A throttled task failed and will be retried: {}", failed.getMessage());
            notBefore = System.nanoTime() + RETRY_NS;
            run();
        }
    }

    /** Cancels runs that have not begun. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
