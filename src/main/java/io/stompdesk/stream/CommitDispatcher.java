package io.stompdesk.stream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Passes committed events to the listeners in commit order. It has its own thread, so that publishing one batch
 * overlaps with committing the next. Its queue is bounded: slow listeners hold the writer back.
 */
@Component
final class CommitDispatcher {

    private static final Logger log = LoggerFactory.getLogger(CommitDispatcher.class);
    private static final int BATCHES_AHEAD = 64;

    /** An empty element stops the thread. */
    private final BlockingQueue<Optional<List<Outcome>>> batches = new ArrayBlockingQueue<>(BATCHES_AHEAD);

    private final ObjectProvider<CommitListener> listenerBeans;
    private List<CommitListener> listeners = List.of();
    private @Nullable Thread thread;

    CommitDispatcher(ObjectProvider<CommitListener> listenerBeans) {
        this.listenerBeans = listenerBeans;
    }

    void start() {
        listeners = listenerBeans.orderedStream().toList();
        thread = Thread.ofPlatform().name("commit-dispatcher").start(this::run);
    }

    /** Returns after everything in the queue has been published. */
    void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        enqueue(Optional.empty());
        try {
            running.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    void publish(List<Outcome> batch) {
        if (!batch.isEmpty()) {
            enqueue(Optional.of(batch));
        }
    }

    private void enqueue(Optional<List<Outcome>> batch) {
        boolean interrupted = false;
        while (true) {
            try {
                batches.put(batch);
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            try {
                Optional<List<Outcome>> batch = batches.take();
                if (batch.isEmpty()) {
                    return;
                }
                for (Outcome outcome : batch.get()) {
                    outcome.events().forEach(this::notifyListeners);
                    answer(outcome);
                }
            } catch (InterruptedException notOurs) {
                log.debug("Ignored an interrupt: only stop() ends this thread", notOurs);
            }
        }
    }

    private void notifyListeners(StoredEvent event) {
        for (CommitListener listener : listeners) {
            try {
                listener.committed(event);
            } catch (RuntimeException | Error bug) {
                log.error("{} failed on event {} {}", listener, event.stream(), event.seq(), bug);
            }
        }
    }

    private static void answer(Outcome outcome) {
        try {
            outcome.answer().run();
        } catch (RuntimeException | Error bug) {
            log.error("Answering a command failed", bug);
        }
    }
}
