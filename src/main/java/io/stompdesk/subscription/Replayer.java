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
 * Brings subscriptions up to date: checks access, then replays the log page by page as fast as the client reads, until
 * live events take over. Replays read the store, so they run on their own threads. Each page is a separate task, so
 * that long histories do not hold up short ones.
 */
@Component
final class Replayer implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Replayer.class);
    private static final int PAGE = 200;

    /** How often the current signals are read while more new signals arrive than the subscription keeps. */
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

    /**
     * Opens a subscription and removes it if it is refused. The subscription must already be in the index, so that it
     * receives live events meanwhile.
     */
    void open(Subscription subscription, SubscribeRequest request) {
        if (subscription.topic().brokerDestination() == null) {
            goLive(subscription, request);
            return;
        }
        runWhileOpening(subscription, request, () -> begin(subscription, request));
    }

    /** Runs a step before the replay has begun. A failure refuses the SUBSCRIBE. */
    private void runWhileOpening(Subscription subscription, SubscribeRequest request, Runnable work) {
        run(subscription, () -> {
            try {
                work.run();
            } catch (Refusal refusal) {
                index.remove(subscription);
                replySender.refuse(request.frame(), refusal);
            } catch (DataAccessException storeFailed) {
                log.warn("Cannot open a subscription because the store failed: {}", storeFailed.getMessage());
                index.remove(subscription);
                replySender.refuse(request.frame(), new Refusal(ErrorCode.STORE_UNAVAILABLE));
            }
        });
    }

    /**
     * Suspends a subscription until its access has been checked again. Meanwhile new events wait in the subscription or
     * in the log. Does not block.
     */
    CompletableFuture<Void> recheck(Subscription subscription) {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        boolean wasLive = subscription.suspendForAccessCheck();
        boolean begun = run(subscription, () -> {
            try {
                if (access.stillHolds(subscription) && wasLive) {
                    replayPage(subscription, null);
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

    /** Replays the log from the last event that was sent, after a gap in the live events. */
    void resume(Subscription subscription) {
        run(subscription, () -> replayPage(subscription, null));
    }

    private void begin(Subscription subscription, SubscribeRequest request) {
        if (subscription.ended()) {
            return;
        }
        if (!access.mayRead(subscription)) {
            throw Refusal.notFound();
        }
        if (subscription.topic().stream() == null) {
            goLive(subscription, request);
        } else if (request.snapshot()) {
            snapshots.send(subscription, step -> runWhileOpening(subscription, request, step), head -> {
                subscription.replayFrom(head);
                continueLater(subscription, request);
            });
        } else {
            subscription.replayFrom(start(subscription, request));
            continueLater(subscription, request);
        }
    }

    /**
     * Returns the seq after which the replay begins. If the log no longer reaches back to {@code since}, tells the
     * client first.
     */
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

    /** Replays one page, then either schedules the next one or goes live. */
    private void replayPage(Subscription subscription, @Nullable SubscribeRequest request) {
        if (!access.stillHolds(subscription)
                || !subscription.connection().socket().hasRoom(() -> continueLater(subscription, request))) {
            return;
        }
        if (subscription.topic().stream() == null) {
            goLive(subscription, request);
            return;
        }
        List<StoredEvent> page = events.after(subscription.stream(), subscription.position(), PAGE);
        if (subscription.replay(page, page.size() < PAGE)) {
            initialize(subscription, request);
        } else if (!subscription.live()) {
            continueLater(subscription, request);
        }
    }

    private void continueLater(Subscription subscription, @Nullable SubscribeRequest request) {
        run(subscription, () -> replayPage(subscription, request));
    }

    private void goLive(Subscription subscription, @Nullable SubscribeRequest request) {
        subscription.goLive();
        if (subscription.live()) {
            initialize(subscription, request);
        } else {
            continueLater(subscription, request);
        }
    }

    /**
     * Sends the current signals to a subscription that has just been opened. A subscription that caught up after a gap
     * has already received them. Signals that arrive meanwhile are sent afterwards.
     */
    private void initialize(Subscription subscription, @Nullable SubscribeRequest request) {
        if (subscription.isInitialized()) {
            sendCurrentSignals(subscription, List.of(), request);
            return;
        }
        for (int left = ATTEMPTS; left > 0; left--) {
            List<Signal> signals = subscription
                    .topic()
                    .currentSignals(subscription.connection().account());
            if (!access.stillHolds(subscription)) {
                return;
            }
            if (subscription.initialize(() -> sendCurrentSignals(subscription, signals, request))) {
                return;
            }
        }
        subscription.connection().socket().cut(CloseCodes.TOO_SLOW);
    }

    private void sendCurrentSignals(
            Subscription subscription, List<Signal> signals, @Nullable SubscribeRequest request) {
        signals.forEach(signal -> messages.currentSignal(subscription, signal));
        if (request != null) {
            Receipts.send(subscription.connection().socket(), request.frame());
        }
    }

    /**
     * Closes the connection if the work fails unexpectedly. The client then reconnects and resumes.
     *
     * @return false if the desk is stopping and will not run the work
     */
    private boolean run(Subscription subscription, Runnable work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (DataAccessException storeFailed) {
                    log.warn("A replay failed because the store failed: {}", storeFailed.getMessage());
                    subscription.connection().socket().cut(CloseStatus.SERVICE_OVERLOAD);
                } catch (RuntimeException bug) {
                    log.error("A replay failed", bug);
                    subscription.connection().socket().cut(CloseStatus.SERVICE_OVERLOAD);
                }
            });
            return true;
        } catch (RejectedExecutionException stopping) {
            log.debug("Rejected a replay because the desk is stopping", stopping);
            return false;
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
