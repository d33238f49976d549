package io.stompdesk.subscription;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the work of many accounts on few threads, in turns. An account has a few pieces of work in the threads' queue at
 * a time, however many it submits, so others wait for those few only. The work of an account begins in the order in
 * which it was submitted.
 */
final class FairThreads {

    private static final Logger log = LoggerFactory.getLogger(FairThreads.class);

    /** Fewer than there are threads by default, so that one account does not occupy all of them. */
    private static final int AT_ONCE = 2;

    private final ExecutorService threads;
    private final ToLongFunction<String> pauseNanos;
    private final Map<String, Work> accounts = new HashMap<>();

    private static final class Work {
        private final Deque<Runnable> waiting = new ArrayDeque<>(2);
        private int queued;
    }

    /** @param pauseNanos how long an account's work must wait, because the account has had more than its share */
    FairThreads(ExecutorService threads, ToLongFunction<String> pauseNanos) {
        this.threads = threads;
        this.pauseNanos = pauseNanos;
    }

    /** @throws RejectedExecutionException if the threads have been shut down */
    void execute(String account, Runnable work) {
        synchronized (this) {
            Work of = accounts.computeIfAbsent(account, _ -> new Work());
            of.waiting.add(work);
            if (of.queued == AT_ONCE) {
                return;
            }
            of.queued++;
        }
        queue(account, threads);
    }

    private void queue(String account, Executor executor) {
        executor.execute(() -> runNext(account));
    }

    private void runNext(String account) {
        long pause = pauseNanos.applyAsLong(account);
        if (pause > 0) {
            queueAgain(account, CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, threads));
            return;
        }
        Runnable work = take(account);
        if (work == null) {
            return;
        }
        try {
            work.run();
        } finally {
            queueAgain(account, threads);
        }
    }

    /** {@code null} if there is nothing more to do for the account; then this place in the queue is given up. */
    private synchronized @Nullable Runnable take(String account) {
        Work of = accounts.get(account);
        if (of == null) {
            return null;
        }
        Runnable work = of.waiting.poll();
        if (work == null && --of.queued == 0) {
            accounts.remove(account);
        }
        return work;
    }

    private void queueAgain(String account, Executor executor) {
        try {
            queue(account, executor);
        } catch (RejectedExecutionException stopping) {
            log.debug("The rest of an account's work is not done because the desk is stopping", stopping);
        }
    }

    /** The number of accounts with work. Tests use it to detect leaks. */
    synchronized int size() {
        return accounts.size();
    }
}
