package io.stompdesk.stream;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one door through which the desk changes its store.
 *
 * <p>One thread takes what has been submitted meanwhile, runs it in one transaction, commits once, and hands the events
 * and answers to the {@link CommitDispatcher}: so what is published is stored, in the order in which it was stored, and
 * the cost of the disk is shared. A future completes after the commit and after the events of its change were
 * published.
 *
 * <p>Refusals: {@code BUSY} if the queue is full, {@code STORE_UNAVAILABLE} if the commit is not certain,
 * {@code CLIENT_ID_REUSED}, and whatever the change itself refuses.
 */
@Component
public final class Writer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    /** How soon a store that failed is looked at again while nobody asks for anything. */
    private static final long RETRY_MS = 250;

    private final BlockingQueue<Submission<?>> queue;
    private final int batchSize;
    private final WriteSession session;
    private final CommitDispatcher dispatcher;
    private volatile @Nullable Thread thread;

    Writer(WriterSettings settings, WriteSession session, CommitDispatcher dispatcher) {
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.batchSize = settings.batch();
        this.session = session;
        this.dispatcher = dispatcher;
    }

    /** Submits a change of the desk's own, such as the end of a pause. */
    public <R> CompletableFuture<R> submit(Change<R> change) {
        return enqueue(new Submission<>(null, change));
    }

    /** Submits a command. The same command again has no second effect and gets the first reply. */
    public CompletableFuture<Reply> submit(CommandKey key, Change<Reply> change) {
        return enqueue(new Submission<>(key, new IdempotentChange(key, change)));
    }

    private <R> CompletableFuture<R> enqueue(Submission<R> submission) {
        if (!isRunning() || !queue.offer(submission) || cameTooLate(submission)) {
            submission.future.completeExceptionally(new Refusal(ErrorCode.BUSY));
        }
        return submission.future;
    }

    /** Taken by a writer that may have looked into its queue for the last time before that. */
    private boolean cameTooLate(Submission<?> submission) {
        return !isRunning() && queue.remove(submission);
    }

    private void run() {
        List<Submission<?>> batch = new ArrayList<>(batchSize);
        while (isRunning() || !queue.isEmpty()) {
            try {
                Submission<?> first = session.isOpen() ? queue.take() : queue.poll(RETRY_MS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                }
            } catch (InterruptedException stopping) {
                continue;
            }
            queue.drainTo(batch, batchSize - 1);
            var _ = write(batch);
            batch.clear();
        }
    }

    /**
     * What was committed although we did not learn of it comes first, also when nobody asks for anything. Then all in
     * one transaction; if the store fails before the commit, one by one, so that one cannot spoil the others.
     *
     * @return whether the store could be reached
     */
    private boolean write(List<Submission<?>> batch) {
        try {
            dispatcher.publish(session.recovered());
            if (!batch.isEmpty()) {
                dispatcher.publish(session.write(batch));
            }
            return true;
        } catch (StoreFailure failure) {
            session.drop();
            if (failure.kind() == StoreFailure.Kind.STATEMENT && batch.size() > 1) {
                writeSingly(batch);
            } else {
                giveUp(batch, failure);
            }
            return failure.kind() != StoreFailure.Kind.UNREACHABLE;
        } catch (RuntimeException | Error unforeseen) {
            // Without this thread the desk would stand still, and nobody would know.
            log.error("The writer failed", unforeseen);
            session.drop();
            giveUp(batch, unforeseen);
            return true;
        }
    }

    /** Until the store is out of reach: each further try would only keep the rest waiting. */
    private void writeSingly(List<Submission<?>> batch) {
        boolean reachable = true;
        for (Submission<?> single : batch) {
            if (reachable) {
                reachable = write(List.of(single));
            } else {
                dispatcher.publish(List.of(single.unstored()));
            }
        }
    }

    private void giveUp(List<Submission<?>> batch, Throwable failure) {
        if (!batch.isEmpty()) {
            log.warn("The store did not take {} change(s): {}", batch.size(), failure.getMessage());
            dispatcher.publish(batch.stream().map(Submission::unstored).toList());
        }
    }

    @Override
    public synchronized void start() {
        session.open();
        dispatcher.start();
        // Known before it runs: it goes by isRunning(), and would end at once if it were faster.
        Thread writer = Thread.ofPlatform().name("writer").unstarted(this::run);
        thread = writer;
        writer.start();
    }

    /** Stops taking changes; those already taken are still written and published. */
    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        running.interrupt();
        try {
            running.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        dispatcher.stop();
        session.drop();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public String toString() {
        return "%d changes wait to be written".formatted(queue.size());
    }

    /** Before everything that submits, and stopped after it. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
