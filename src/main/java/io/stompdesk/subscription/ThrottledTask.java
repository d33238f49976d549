package io.stompdesk.subscription;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task soon after it is asked to, on a thread of its own, once for any number of requests that come before it
 * begins, and not more often than its interval. Never blocks who asks, so a listener of commits may read the store this
 * way. A run that fails is tried again.
 */
public final class ThrottledTask implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ThrottledTask.class);

    private static final long RETRY_NS = Duration.ofSeconds(1).toNanos();

    private final ScheduledExecutorService thread;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final long interval;
    private final Runnable task;
    private volatile long notBefore = System.nanoTime();

    /** @param interval from the end of one run to the beginning of the next, at least */
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
            log.debug("The task is closed and does not run again", closed);
        }
    }

    private void work() {
        if (System.nanoTime() - notBefore < 0) {
            // Asked for while the run before was still going on.
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

    /** What has not begun yet is not run any more. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
