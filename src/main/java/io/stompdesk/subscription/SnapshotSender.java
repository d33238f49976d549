package io.stompdesk.subscription;

import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.SnapshotReader;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/**
 * Sends snapshots part by part, as fast as the client reads. All parts are read in one transaction and encoded before
 * the first is sent, so a slow client never keeps the transaction open.
 */
@Component
final class SnapshotSender {

    private final SnapshotReader snapshots;
    private final SnapshotEncoder encoder;
    private final SnapshotTurns turns;
    private final AccessCheck access;
    private final StreamMessageSender messages;

    SnapshotSender(
            SnapshotReader snapshots,
            SnapshotEncoder encoder,
            SnapshotTurns turns,
            AccessCheck access,
            StreamMessageSender messages) {
        this.snapshots = snapshots;
        this.encoder = encoder;
        this.turns = turns;
        this.access = access;
        this.messages = messages;
    }

    /**
     * @param thread runs each step on a thread that may read the store
     * @param whenSent receives the stream's head as of the snapshot
     */
    void send(Subscription subscription, Consumer<Runnable> thread, LongConsumer whenSent) {
        turns.take(subscription, () -> thread.accept(() -> read(subscription, thread, whenSent)));
    }

    private record Parts(long head, Iterator<String> data) {}

    /** Reads the snapshot once the client has room for some of it. */
    private void read(Subscription subscription, Consumer<Runnable> thread, LongConsumer whenSent) {
        if (isReady(subscription, () -> thread.accept(() -> read(subscription, thread, whenSent)))) {
            Parts parts = snapshots.read(now -> new Parts(
                    EventLog.extent(now, subscription.stream()).head(),
                    encoder.parts(subscription
                                    .topic()
                                    .snapshot(subscription.connection().account(), now))
                            .iterator()));
            send(subscription, parts, 1, thread, whenSent);
        }
    }

    private void send(
            Subscription subscription, Parts parts, int from, Consumer<Runnable> thread, LongConsumer whenSent) {
        for (int number = from; parts.data().hasNext(); number++) {
            int next = number;
            if (!isReady(subscription, () -> thread.accept(() -> send(subscription, parts, next, thread, whenSent)))) {
                return;
            }
            String data = parts.data().next();
            messages.snapshot(subscription, parts.head(), number, !parts.data().hasNext(), data);
        }
        turns.release(subscription);
        whenSent.accept(parts.head());
    }

    private boolean isReady(Subscription subscription, Runnable later) {
        return access.stillHolds(subscription)
                && subscription.connection().socket().hasRoom(later);
    }
}
