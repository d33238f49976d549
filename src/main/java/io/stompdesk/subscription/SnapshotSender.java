package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.SnapshotReader;
import io.stompdesk.transport.ConnectionLimiter;
import io.stompdesk.transport.Utf8;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    private final ConnectionLimiter limiter;

    SnapshotSender(
            SnapshotReader snapshots,
            SnapshotEncoder encoder,
            SnapshotTurns turns,
            AccessCheck access,
            StreamMessageSender messages,
            ConnectionLimiter limiter) {
        this.snapshots = snapshots;
        this.encoder = encoder;
        this.turns = turns;
        this.access = access;
        this.messages = messages;
        this.limiter = limiter;
    }

    /**
     * @param thread runs each step on a thread that may read the store
     * @param whenSent receives the stream's head as of the snapshot
     */
    void send(Subscription subscription, Consumer<Runnable> thread, LongConsumer whenSent) {
        Transfer transfer = new Transfer(subscription, thread, whenSent);
        turns.take(subscription, transfer::readSoon);
    }

    private record Parts(long head, List<String> data) {}

    /** One snapshot on its way. Its steps run one after the other. */
    private final class Transfer {

        private final Subscription subscription;
        private final Consumer<Runnable> thread;
        private final LongConsumer whenSent;

        Transfer(Subscription subscription, Consumer<Runnable> thread, LongConsumer whenSent) {
            this.subscription = subscription;
            this.thread = thread;
            this.whenSent = whenSent;
        }

        void readSoon() {
            thread.accept(this::read);
        }

        /** Reads the snapshot once the client has room for some of it. */
        private void read() {
            if (isReady(this::readSoon)) {
                send(snapshots.read(this::parts), 0);
            }
        }

        /** Checks the access again, because this view of the store may show its end before that has been announced. */
        private Parts parts(JdbcClient now) {
            Account account = subscription.connection().account();
            if (!subscription.topic().mayRead(account, now)) {
                throw Refusal.notFound();
            }
            List<String> parts = encoder.parts(subscription.topic().snapshot(account, now));
            limiter.replayed(
                    account.id(), parts.stream().mapToLong(Utf8::length).sum());
            return new Parts(EventLog.extent(now, subscription.stream()).head(), parts);
        }

        private void send(Parts parts, int from) {
            int last = parts.data().size() - 1;
            for (int i = from; i <= last; i++) {
                int next = i;
                if (!isReady(() -> thread.accept(() -> send(parts, next)))) {
                    return;
                }
                messages.snapshot(
                        subscription,
                        parts.head(),
                        i + 1,
                        i == last,
                        parts.data().get(i));
            }
            whenSent.accept(parts.head());
            // The turn ends when the client has taken what was sent, not when that has been queued.
            if (subscription.connection().socket().isIdle(() -> turns.release(subscription))) {
                turns.release(subscription);
            }
        }

        /** If not, {@code later} runs as soon as the client has room, unless the subscription has ended. */
        private boolean isReady(Runnable later) {
            return !access.endIfRevoked(subscription)
                    && subscription.connection().socket().hasRoom(later);
        }
    }
}
