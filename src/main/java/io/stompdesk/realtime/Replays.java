package io.stompdesk.realtime;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.Snapshots;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Brings subscriptions up to date: checks the right, replays the log page by page as fast as the
 * client reads, and ends where live events take over. Reads the store, so it has threads of its
 * own; one page is one turn, so that long histories do not hold up short ones.
 */
@Component
final class Replays implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);
    private static final int PAGE = 200;

    /** To read how things stand while more signals come than are kept. */
    private static final int ATTEMPTS = 5;

    private final EventLog events;
    private final Snapshots snapshots;
    private final JdbcClient store;
    private final Answers answers;
    private final StreamMessages messages;
    private final ExecutorService threads;

    Replays(
            EventLog events,
            Snapshots snapshots,
            JdbcClient store,
            Answers answers,
            StreamMessages messages,
            RealtimeSettings settings) {
        this.events = events;
        this.snapshots = snapshots;
        this.store = store;
        this.answers = answers;
        this.messages = messages;
        this.threads =
                Executors.newFixedThreadPool(
                        settings.replayThreads(), Thread.ofPlatform().name("replay-", 0).factory());
    }

    /**
     * Opens a subscription that is already offered live events. {@code remove} undoes it if it is
     * refused.
     */
    void open(Subscription subscription, SubscribeRequest request, Runnable remove) {
        if (subscription.topic().stream() == null
                && SessionQueues.holds(subscription.destination())) {
            live(subscription, request.receipt());
            return;
        }
        run(
                subscription,
                () -> {
                    try {
                        begin(subscription, request);
                    } catch (Refusal refusal) {
                        remove.run();
                        answers.refuse(request.frame(), refusal);
                    } catch (DataAccessException storeFailed) {
                        log.warn(
                                "A subscription could not be opened: {}", storeFailed.getMessage());
                        remove.run();
                        answers.refuse(request.frame(), new Refusal(ErrorCode.STORE_UNAVAILABLE));
                    }
                });
    }

    /** Reads on after a gap. */
    void resume(Subscription subscription) {
        run(subscription, () -> turn(subscription, null));
    }

    private void begin(Subscription subscription, SubscribeRequest request) {
        if (subscription.ended()) {
            return;
        }
        Topic topic = subscription.topic();
        if (!topic.mayRead(subscription.connection().account(), store)) {
            throw Refusal.notFound();
        }
        if (topic.stream() == null) {
            live(subscription, request.receipt());
            return;
        }
        subscription.replayFrom(start(subscription, request));
        turn(subscription, request.receipt());
    }

    /** Where the replay begins, after telling the client what it must know before. */
    private long start(Subscription subscription, SubscribeRequest request) {
        StreamName stream = subscription.stream();
        if (request.snapshot()) {
            return sendSnapshot(subscription);
        }
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

    private long sendSnapshot(Subscription subscription) {
        StreamName stream = subscription.stream();
        record Moment(long head, Object data) {}
        Moment moment =
                snapshots.read(
                        now ->
                                new Moment(
                                        EventLog.extent(now, stream).head(),
                                        subscription
                                                .topic()
                                                .snapshot(
                                                        subscription.connection().account(), now)));
        messages.snapshot(subscription, moment.head(), moment.data());
        return moment.head();
    }

    /** One page; then the next turn, or live. */
    private void turn(Subscription subscription, @Nullable String receipt) {
        if (subscription.ended()
                || !subscription
                        .connection()
                        .outbound()
                        .hasRoom(() -> again(subscription, receipt))) {
            return;
        }
        List<StoredEvent> page;
        try {
            page = events.after(subscription.stream(), subscription.position(), PAGE);
        } catch (DataAccessException storeFailed) {
            log.warn("A replay failed: {}", storeFailed.getMessage());
            subscription.connection().outbound().cut(CloseCodes.TOO_SLOW);
            return;
        }
        if (subscription.replay(page, page.size() < PAGE)) {
            announce(subscription, receipt);
        } else if (!subscription.live()) {
            again(subscription, receipt);
        }
    }

    private void again(Subscription subscription, @Nullable String receipt) {
        run(subscription, () -> turn(subscription, receipt));
    }

    private void live(Subscription subscription, String receipt) {
        subscription.goLive();
        announce(subscription, receipt);
    }

    /**
     * A subscription that has just been opened is told how things stand; one that caught up after a
     * gap knows. What changes while that is read waits until it is told.
     */
    private void announce(Subscription subscription, @Nullable String receipt) {
        if (subscription.told()) {
            tell(subscription, List.of(), receipt);
            return;
        }
        for (int left = ATTEMPTS; left > 0; left--) {
            List<Signal> present =
                    subscription.topic().present(subscription.connection().account());
            if (subscription.tell(() -> tell(subscription, present, receipt))) {
                return;
            }
        }
        subscription.connection().outbound().cut(CloseCodes.TOO_SLOW);
    }

    private void tell(Subscription subscription, List<Signal> present, @Nullable String receipt) {
        present.forEach(signal -> messages.present(subscription, signal));
        if (receipt != null && !receipt.isEmpty()) {
            subscription.connection().outbound().send(StompFrames.receipt(receipt));
        }
    }

    /**
     * What fails here in a way that nobody foresaw is not passed over: the client comes back and
     * resumes.
     */
    private void run(Subscription subscription, Runnable work) {
        try {
            threads.execute(
                    () -> {
                        try {
                            work.run();
                        } catch (RuntimeException bug) {
                            log.error("A replay failed", bug);
                            subscription.connection().outbound().cut(CloseStatus.SERVICE_OVERLOAD);
                        }
                    });
        } catch (RejectedExecutionException stopping) {
            log.debug("Stopping: no more replays", stopping);
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
