package io.stompdesk.subscription;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import io.stompdesk.transport.CloseCodes;
import io.stompdesk.transport.ConnectionLimiter;
import io.stompdesk.transport.Receipts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Brings subscriptions up to date: checks access, then replays the log page by page as fast as the client reads, until
 * live events take over. Replays read the store, so they run on their own threads. Each page is a separate task, so
 * that long histories do not hold up short ones, and accounts take turns, so that one with many does not hold up the
 * others.
 */
@Component
final class Replayer implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Replayer.class);
    private static final int PAGE = 200;

    /** About as much as a client has room for. More would be read in vain. */
    private static final long PAGE_BYTES = 128 * 1024;

    /** How often the current signals are read while more new signals arrive than the subscription keeps. */
    private static final int ATTEMPTS = 5;

    private final EventLog events;
    private final SnapshotSender snapshots;
    private final AccessCheck access;
    private final SubscriptionIndex index;
    private final ReplySender replySender;
    private final StreamMessageSender messages;
    private final Broadcaster broadcaster;
    private final ConnectionLimiter limiter;
    private final ExecutorService threads;
    private final FairThreads turns;

    Replayer(
            EventLog events,
            SnapshotSender snapshots,
            AccessCheck access,
            SubscriptionIndex index,
            ReplySender replySender,
            StreamMessageSender messages,
            Broadcaster broadcaster,
            ConnectionLimiter limiter,
            SubscriptionSettings settings) {
        this.events = events;
        this.snapshots = snapshots;
        this.access = access;
        this.index = index;
        this.replySender = replySender;
        this.messages = messages;
        this.broadcaster = broadcaster;
        this.limiter = limiter;
        this.threads = Executors.newFixedThreadPool(
                settings.replayThreads(), Thread.ofPlatform().name("replay-", 0).factory());
        this.turns = new FairThreads(threads, limiter::replayPauseNanos);
    }

    /**
     * Opens a subscription and removes it if it is refused. The subscription must already be in the index, so that it
     * receives live events meanwhile.
     */
    void open(Subscription subscription, SubscribeRequest request) {
        subscription.opensWith(request.frame());
        if (subscription.topic().brokerDestination() == null) {
            goLive(subscription);
            return;
        }
        runWhileOpening(subscription, () -> begin(subscription, request));
    }

    /** Runs a step before the replay has begun. A failure refuses the SUBSCRIBE. */
    private void runWhileOpening(Subscription subscription, Runnable work) {
        run(subscription, () -> {
            try {
                work.run();
            } catch (Refusal refusal) {
                refuse(subscription, refusal);
            } catch (DataAccessException storeFailed) {
                log.warn("Cannot open a subscription because the store failed: {}", storeFailed.getMessage());
                refuse(subscription, new Refusal(ErrorCode.STORE_UNAVAILABLE));
            }
        });
    }

    private void refuse(Subscription subscription, Refusal refusal) {
        Message<?> subscribe = subscription.takeUnanswered();
        index.remove(subscription);
        if (subscribe != null) {
            replySender.refuse(subscribe, refusal);
        }
    }

    /**
     * Suspends a subscription until its access has been checked again. Meanwhile new events wait in the subscription or
     * in the log. Does not block.
     */
    CompletableFuture<Void> recheck(Subscription subscription) {
        CompletableFuture<Void> checked = new CompletableFuture<>();
        boolean wasLive = subscription.suspendForAccessCheck();
        // It does not wait for its turn: whoever changed the rights waits for it.
        boolean begun = run(threads, subscription, () -> {
            try {
                if (!access.endIfRevoked(subscription) && wasLive) {
                    replayPage(subscription);
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
        run(subscription, () -> replayPage(subscription));
    }

    private void begin(Subscription subscription, SubscribeRequest request) {
        if (subscription.ended()) {
            return;
        }
        if (!access.mayRead(subscription)) {
            throw Refusal.notFound();
        }
        if (subscription.topic().stream() == null) {
            goLive(subscription);
        } else if (request.snapshot()) {
            snapshots.send(subscription, step -> runWhileOpening(subscription, step), head -> {
                subscription.replayFrom(head);
                continueLater(subscription);
            });
        } else {
            subscription.replayFrom(start(subscription, request));
            continueLater(subscription);
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
    private void replayPage(Subscription subscription) {
        if (access.endIfRevoked(subscription)
                || !subscription.connection().socket().hasRoom(() -> continueLater(subscription))) {
            return;
        }
        if (subscription.topic().stream() == null) {
            goLive(subscription);
            return;
        }
        EventLog.Page plan = events.plan(subscription.stream(), subscription.position(), PAGE, PAGE_BYTES);
        List<StoredEvent> page = events.between(subscription.stream(), plan.since(), plan.last());
        limiter.replayed(subscription.connection().account().id(), plan.bytes());
        if (isAheadOfPublication(page) && access.endIfRevokedInStore(subscription)) {
            return;
        }
        if (subscription.replay(page, !plan.more())) {
            initialize(subscription);
        } else if (!subscription.live()) {
            continueLater(subscription);
        }
    }

    /** Whether a change of rights that was committed before the end of this page may not have been announced yet. */
    private boolean isAheadOfPublication(List<StoredEvent> page) {
        return !page.isEmpty() && page.getLast().position() > broadcaster.publishedPosition();
    }

    private void continueLater(Subscription subscription) {
        run(subscription, () -> replayPage(subscription));
    }

    private void goLive(Subscription subscription) {
        subscription.goLive();
        if (subscription.live()) {
            initialize(subscription);
        } else {
            continueLater(subscription);
        }
    }

    /**
     * Sends the current signals to a subscription that has just been opened. A subscription that caught up after a gap
     * has already received them. Signals that arrive meanwhile are sent afterwards.
     */
    private void initialize(Subscription subscription) {
        if (subscription.isInitialized()) {
            sendCurrentSignals(subscription, List.of());
            return;
        }
        for (int left = ATTEMPTS; left > 0; left--) {
            List<Signal> signals = subscription
                    .topic()
                    .currentSignals(subscription.connection().account());
            if (access.endIfRevoked(subscription)) {
                return;
            }
            if (subscription.initialize(() -> sendCurrentSignals(subscription, signals))) {
                return;
            }
        }
        subscription.connection().socket().cut(CloseCodes.TOO_SLOW);
    }

    private void sendCurrentSignals(Subscription subscription, List<Signal> signals) {
        signals.forEach(signal -> messages.currentSignal(subscription, signal));
        Message<?> subscribe = subscription.takeUnanswered();
        if (subscribe != null) {
            Receipts.send(subscription.connection().socket(), subscribe);
        }
    }

    /** Runs the work in its account's turn. */
    private void run(Subscription subscription, Runnable work) {
        String account = subscription.connection().account().id();
        run(queued -> turns.execute(account, queued), subscription, work);
    }

    /**
     * Closes the connection if the work fails unexpectedly. The client then reconnects and resumes.
     *
     * @return false if the desk is stopping and will not run the work
     */
    private static boolean run(Executor executor, Subscription subscription, Runnable work) {
        try {
            executor.execute(() -> {
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
