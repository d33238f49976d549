package io.stompdesk.subscription;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import io.stompdesk.transport.CloseCodes;
import io.stompdesk.transport.Receipts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Brings subscriptions up to date: checks the right, replays the log page by page as fast as the client reads, and ends
 * where live events take over. Reads the store, so it has threads of its own; one page is one turn, so that long
 * histories do not hold up short ones.
 */
@Component
final class Replayer implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Replayer.class);
    private static final int PAGE = 200;

    /** To read the current signals while more signals come than are kept. */
    private static final int ATTEMPTS = 5;

    private final EventLog events;
    private final SnapshotSender snapshots;
    private final AccessCheck access;
    private final SubscriptionIndex index;
    private final ReplySender replySender;
    private final StreamMessageSender messages;
    private final ExecutorService threads;

    Replayer(
            EventLog events,
            SnapshotSender snapshots,
            AccessCheck access,
            SubscriptionIndex index,
            ReplySender replySender,
            StreamMessageSender messages,
            SubscriptionSettings settings) {
        this.events = events;
        this.snapshots = snapshots;
        this.access = access;
        this.index = index;
        this.replySender = replySender;
        this.messages = messages;
        this.threads = Executors.newFixedThreadPool(
                settings.replayThreads(), Thread.ofPlatform().name("replay-", 0).factory());
    }

    /** Opens a subscription that is already offered live events, and removes it if it is refused. */
    void open(Subscription subscription, SubscribeRequest request) {
        if (subscription.topic().brokerDestination() == null) {
            live(subscription, request);
            return;
        }
        runOpening(subscription, request, () -> begin(subscription, request));
    }

    /** Until something has been sent, what fails is a refusal. */
    private void runOpening(Subscription subscription, SubscribeRequest request, Runnable work) {
        run(subscription, () -> {
            try {
                work.run();
            } catch (Refusal refusal) {
                index.remove(subscription);
                replySender.refuse(request.frame(), refusal);
            } catch (DataAccessException storeFailed) {
                log.warn("A subscription could not be opened: {}", storeFailed.getMessage());
                index.remove(subscription);
                replySender.refuse(request.frame(), new Refusal(ErrorCode.STORE_UNAVAILABLE));
            }
        });
    }

    /**
     * Sends nothing more to a subscription until its right has been read again. What is published from now on waits in
     * it, or in the log. Blocks on nothing.
     */
    CompletableFuture<Void> recheck(Subscription subscription) {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        boolean wasLive = subscription.doubt();
        boolean begun = run(subscription, () -> {
            try {
                if (access.stillHolds(subscription) && wasLive) {
                    turn(subscription, null);
                }
            } finally {
                checked.complete(null);
            }
        });
        if (!begun) {
            checked.complete(null);
        }
        return checked;
    }

    /** Reads on after a gap. */
    void resume(Subscription subscription) {
        run(subscription, () -> turn(subscription, null));
    }

    private void begin(Subscription subscription, SubscribeRequest request) {
        if (subscription.ended()) {
            return;
        }
        if (!access.mayRead(subscription)) {
            throw Refusal.notFound();
        }
        if (subscription.topic().stream() == null) {
            live(subscription, request);
        } else if (request.snapshot()) {
            snapshots.send(subscription, step -> runOpening(subscription, request, step), head -> {
                subscription.replayFrom(head);
                again(subscription, request);
            });
        } else {
            subscription.replayFrom(start(subscription, request));
            again(subscription, request);
        }
    }

    /** Where the replay begins, after telling the client what it must know before. */
    private long start(Subscription subscription, SubscribeRequest request) {
        StreamName stream = subscription.stream();
        EventLog.Extent extent = events.extent(stream);
        Long since = request.since();
        if (since == null) {
            return extent.head();
        }
        if (!extent.reachesBackTo(since)) {
            messages.reset(subscription, extent, events.epoch());
            return extent.head();
        }
        return since;
    }

    /** One page; then the next turn, or live. */
    private void turn(Subscription subscription, @Nullable SubscribeRequest request) {
        if (!access.stillHolds(subscription)
                || !subscription.connection().socket().hasRoom(() -> again(subscription, request))) {
            return;
        }
        if (subscription.topic().stream() == null) {
            live(subscription, request);
            return;
        }
        List<StoredEvent> page = events.after(subscription.stream(), subscription.position(), PAGE);
        if (subscription.replay(page, page.size() < PAGE)) {
            initialize(subscription, request);
        } else if (!subscription.live()) {
            again(subscription, request);
        }
    }

    private void again(Subscription subscription, @Nullable SubscribeRequest request) {
        run(subscription, () -> turn(subscription, request));
    }

    private void live(Subscription subscription, @Nullable SubscribeRequest request) {
        subscription.goLive();
        if (subscription.live()) {
            initialize(subscription, request);
        } else {
            again(subscription, request);
        }
    }

    /**
     * Sends the current signals to a subscription that has just been opened; one that caught up after a gap has had
     * them. Signals that come while they are read wait until they are sent.
     */
    private void initialize(Subscription subscription, @Nullable SubscribeRequest request) {
        if (subscription.isInitialized()) {
            sendCurrentSignals(subscription, List.of(), request);
            return;
        }
        for (int left = ATTEMPTS; left > 0; left--) {
            List<Signal> present =
                    subscription.topic().present(subscription.connection().account());
            if (!access.stillHolds(subscription)) {
                return;
            }
            if (subscription.initialize(() -> sendCurrentSignals(subscription, present, request))) {
                return;
            }
        }
        subscription.connection().socket().cut(CloseCodes.TOO_SLOW);
    }

    private void sendCurrentSignals(
            Subscription subscription, List<Signal> present, @Nullable SubscribeRequest request) {
        present.forEach(signal -> messages.currentSignal(subscription, signal));
        if (request != null) {
            Receipts.send(subscription.connection().socket(), request.frame());
        }
    }

    /**
     * Closes the connection where the work fails unexpectedly: the client comes back and resumes.
     *
     * @return false if the desk is stopping and the work is not done
     */
    private boolean run(Subscription subscription, Runnable work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (DataAccessException storeFailed) {
                    log.warn("A replay failed: {}", storeFailed.getMessage());
                    subscription.connection().socket().cut(CloseStatus.SERVICE_OVERLOAD);
                } catch (RuntimeException bug) {
                    log.error("A replay failed", bug);
                    subscription.connection().socket().cut(CloseStatus.SERVICE_OVERLOAD);
                }
            });
            return true;
        } catch (RejectedExecutionException stopping) {
            log.debug("The desk is stopping and accepts no more replays", stopping);
            return false;
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
