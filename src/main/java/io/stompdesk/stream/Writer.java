package io.stompdesk.stream;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Makes all changes to the store.
 *
 * <p>A single thread takes all changes that are waiting, runs them in one transaction, commits once, and passes the
 * events and answers to the {@link CommitDispatcher}. So only committed events are published, in commit order, and the
 * changes of a batch share the cost of one disk sync. A future completes after the commit, once the events of its
 * change have been published.
 *
 * <p>Refusals: {@code BUSY} if the queue is full, {@code STORE_UNAVAILABLE} if the change may not have been committed,
 * {@code CLIENT_ID_REUSED}, and any refusal by the change itself.
 */
@Component
public final class Writer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    /** How often to try a failed store again while no changes are submitted. */
    private static final long RETRY_MS = 250;

    /** Finds out whether a store that failed works again, while nobody submits anything. */
    private static final Change<Boolean> PROBE = transaction -> {
        transaction
                .store()
                .sql("INSERT INTO desk (name, value) VALUES ('probe', ?) ON CONFLICT (name) DO UPDATE SET"
                        + " value = excluded.value")
                .param(transaction.now().toString())
                .update();
        return true;
    };

    private final BlockingQueue<Submission<?>> queue;
    private final int batchSize;
    private final WriteSession session;
    private final CommitDispatcher dispatcher;
    private volatile @Nullable Thread thread;

    /** Whether the last change that came to the store was stored. */
    private volatile boolean storing = true;

    Writer(WriterSettings settings, WriteSession session, CommitDispatcher dispatcher) {
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.batchSize = settings.batch();
        this.session = session;
        this.dispatcher = dispatcher;
    }

    /** Submits a change that the desk itself makes, such as the end of a pause. */
    public <R> CompletableFuture<R> submit(Change<R> change) {
        return enqueue(new Submission<>(null, change));
    }

    /**
     * The same, and announces the result in commit order: after the events of earlier commits are published, and before
     * those of later ones are. The announcement runs on the thread of the commit dispatcher, so it must not block.
     */
    public <R, T> CompletableFuture<T> submit(Change<R> change, Function<R, CompletableFuture<T>> announcement) {
        Submission<R> submission = new Submission<>(null, change);
        // Registered before the change is submitted. Later, the change might already be published.
        CompletableFuture<T> announced = submission.future.thenCompose(announcement);
        var _ = enqueue(submission);
        return announced;
    }

    /**
     * Submits a command. If the same command is submitted again, it has no second effect and receives the first reply.
     */
    public CompletableFuture<Reply> submit(CommandKey key, Change<Reply> change) {
        return enqueue(new Submission<>(key, new IdempotentChange(key, change)));
    }

    private <R> CompletableFuture<R> enqueue(Submission<R> submission) {
        if (!isRunning() || !queue.offer(submission) || cameTooLate(submission)) {
            submission.future.completeExceptionally(new Refusal(ErrorCode.BUSY));
        }
        return submission.future;
    }

    /** Whether the writer stopped before it took this submission from the queue. */
    private boolean cameTooLate(Submission<?> submission) {
        return !isRunning() && queue.remove(submission);
    }

    private void run() {
        List<Submission<?>> batch = new ArrayList<>(batchSize);
        while (isRunning() || !queue.isEmpty()) {
            try {
                Submission<?> first =
                        session.isOpen() && storing ? queue.take() : queue.poll(RETRY_MS, TimeUnit.MILLISECONDS);
                batch.add(first == null ? new Submission<>(null, PROBE) : first);
            } catch (InterruptedException stopping) {
                continue;
            }
            queue.drainTo(batch, batchSize - 1);
            var _ = write(batch);
            batch.clear();
        }
    }

    /**
     * First publishes events of an earlier commit whose success was unknown. Then writes the batch in one transaction.
     * If a statement fails, writes the changes one by one, so that one change cannot fail the others.
     *
     * @return whether the store could be reached
     */
    private boolean write(List<Submission<?>> batch) {
        try {
            dispatcher.publish(session.recovered());
            dispatcher.publish(session.write(batch));
            works();
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
            // This thread must survive: without it every command would wait forever.
            log.error("The writer failed", unforeseen);
            session.drop();
            giveUp(batch, unforeseen);
            return true;
        }
    }

    /** Stops trying once the store is unreachable, because each attempt would only delay the remaining answers. */
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
        if (storing || !PROBE.equals(batch.getFirst().change)) {
            log.warn("Cannot store {} change(s): {}", batch.size(), failure.getMessage());
        }
        storing = false;
        dispatcher.publish(batch.stream().map(Submission::unstored).toList());
    }

    private void works() {
        if (!storing) {
            storing = true;
            log.info("The store works again.");
        }
    }

    /** Why the desk cannot store changes at the moment; empty if it can. */
    Optional<String> trouble() {
        if (!isRunning()) {
            return Optional.of("the writer does not run");
        }
        if (!storing) {
            return Optional.of("the last change could not be stored");
        }
        return queue.remainingCapacity() == 0 ? Optional.of("too many changes wait to be stored") : Optional.empty();
    }

    @Override
    public synchronized void start() {
        session.open();
        dispatcher.start();
        // Assigned before the thread starts: the thread ends as soon as isRunning() is false.
        Thread writer = Thread.ofPlatform().name("writer").unstarted(this::run);
        thread = writer;
        writer.start();
    }

    /** Stops accepting changes. Changes already in the queue are still written and published. */
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

    /** Starts before everything that submits changes, and stops after it. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
