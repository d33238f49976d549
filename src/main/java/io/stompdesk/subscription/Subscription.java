package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import io.stompdesk.transport.StompFrames;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/**
 * One client's subscription to one topic. On a stream it is a cursor: it sends only the event that follows the last one
 * sent. So each event arrives once and in order, whether replayed from the log or live.
 *
 * <p>Published events are offered to it from before its replay begins. While it replays, it keeps a limited number of
 * them as pending. It becomes live once the replay reaches the pending events without a gap; until then the log is read
 * again. Events are offered only after their commit, so the log contains every event that was not offered.
 */
final class Subscription {

    /** How many pending events are kept. Beyond that, the log is read again. */
    private static final int MAX_PENDING = 256;

    private enum State {
        OPENING,
        REPLAYING,
        LIVE,
        ENDED
    }

    private final Connection connection;
    private final String id;
    private final String destination;
    private final Topic topic;
    private final Deque<StoredEvent> pendingEvents = new ArrayDeque<>(0);
    private State state = State.OPENING;
    private long next = Long.MAX_VALUE;
    private long offered;

    private final SignalBuffer pendingSignals = new SignalBuffer();

    /** Whether the current signals have been sent. */
    private boolean initialized;

    /**
     * How often a change may have ended the access. The subscription is suspended while this exceeds the checks that
     * have passed.
     */
    private int accessChecksRequested;

    private int accessChecksPassed;
    private @Nullable Runnable whenEnded;

    /** The SUBSCRIBE, until it is answered. */
    private @Nullable Message<?> unanswered;

    /** @param destination as the client wrote it; the frames sent to the client carry it */
    Subscription(Connection connection, String id, String destination, Topic topic) {
        this.connection = connection;
        this.id = id;
        this.destination = destination;
        this.topic = topic;
    }

    Connection connection() {
        return connection;
    }

    String id() {
        return id;
    }

    String destination() {
        return destination;
    }

    Topic topic() {
        return topic;
    }

    synchronized void opensWith(Message<?> subscribe) {
        unanswered = subscribe;
    }

    /** Returns the SUBSCRIBE to whoever answers it; {@code null} if it has been answered. */
    synchronized @Nullable Message<?> takeUnanswered() {
        Message<?> subscribe = unanswered;
        unanswered = null;
        return subscribe;
    }

    /** The topic's stream. Call this only for a topic that has one. */
    StreamName stream() {
        StreamName stream = topic.stream();
        if (stream == null) {
            throw new IllegalStateException("no stream behind " + destination);
        }
        return stream;
    }

    /**
     * Offers a published event.
     *
     * @return whether the log must be read, because events before this one are missing
     */
    synchronized boolean offer(StoredEvent event, BroadcastMessage broadcast) {
        switch (state) {
            case LIVE -> {
                if (event.seq() == next) {
                    send(broadcast.frameFor(id, destination));
                    next++;
                } else if (event.seq() > next) {
                    state = State.REPLAYING;
                    keepPending(event);
                    return true;
                }
            }
            case OPENING, REPLAYING -> keepPending(event);
            case ENDED -> {}
        }
        return false;
    }

    private void keepPending(StoredEvent event) {
        offered = Math.max(offered, event.seq());
        if (pendingEvents.size() == MAX_PENDING) {
            pendingEvents.clear();
        }
        pendingEvents.add(event);
    }

    /** Sends a signal, or keeps it until the preceding events and the current signals have been sent. */
    synchronized void signal(BroadcastMessage broadcast) {
        if (state == State.LIVE && initialized) {
            send(broadcast.frameFor(id, destination));
        } else if (state != State.ENDED) {
            pendingSignals.add(broadcast);
        }
    }

    /** Begins the replay with the event after {@code since}. */
    synchronized void replayFrom(long since) {
        if (state == State.OPENING) {
            state = State.REPLAYING;
            next = since + 1;
        }
    }

    synchronized long position() {
        return next - 1;
    }

    /**
     * Sends a page of the log, or as much of it as the client has room for. So a replay never overruns a client,
     * however long the messages are and however many replays run at once.
     *
     * @param last whether this is the last page of the log
     * @return whether the subscription is now live
     */
    synchronized boolean replay(List<StoredEvent> page, boolean last) {
        if (state != State.REPLAYING || accessChecksRequested > accessChecksPassed) {
            return false;
        }
        if (!sendWhileRoom(page) || !last || !sendWhileRoom(pendingEvents) || offered >= next) {
            return false;
        }
        goLive();
        return true;
    }

    private boolean sendWhileRoom(Collection<StoredEvent> events) {
        for (StoredEvent event : events) {
            if (!connection.socket().hasRoom()) {
                return false;
            }
            sendIfNext(event);
        }
        return true;
    }

    private void sendIfNext(StoredEvent event) {
        if (event.seq() == next) {
            send(StompFrames.message(id, destination, BroadcastMessage.idOf(event), event.body()));
            next++;
        }
    }

    /** Makes the subscription live, unless it is suspended for an access check. */
    synchronized void goLive() {
        if (state != State.ENDED && accessChecksRequested == accessChecksPassed) {
            state = State.LIVE;
            pendingEvents.clear();
            initialized = initialized && !pendingSignals.hasOverflowed();
            if (initialized) {
                sendPendingSignals();
            }
        }
    }

    private void sendPendingSignals() {
        pendingSignals.drainTo(broadcast -> send(broadcast.frameFor(id, destination)));
    }

    /**
     * Sends nothing more until access has been checked, because a change may have ended it.
     *
     * @return whether it was live, so that the caller must resume it after the check
     */
    synchronized boolean suspendForAccessCheck() {
        accessChecksRequested++;
        if (state != State.LIVE) {
            return false;
        }
        state = State.REPLAYING;
        return true;
    }

    /** The number of the access check that is pending, for {@link #accessCheckPassed}; 0 if none is. */
    synchronized int pendingAccessCheck() {
        return accessChecksRequested == accessChecksPassed ? 0 : accessChecksRequested;
    }

    /** Records that an access check passed. It does not cover checks that were requested after it began. */
    synchronized void accessCheckPassed(int check) {
        accessChecksPassed = Math.max(accessChecksPassed, check);
    }

    synchronized boolean live() {
        return state == State.LIVE;
    }

    synchronized boolean ended() {
        return state == State.ENDED;
    }

    synchronized void end() {
        state = State.ENDED;
        unanswered = null;
        pendingEvents.clear();
        pendingSignals.clear();
        if (whenEnded != null) {
            whenEnded.run();
            whenEnded = null;
        }
    }

    /** Sets what to run when the subscription ends. Runs it at once if the subscription has already ended. */
    synchronized void whenEnded(Runnable release) {
        if (state == State.ENDED) {
            release.run();
        } else {
            whenEnded = release;
        }
    }

    /** Sends a last message to this subscriber and ends the subscription. */
    synchronized void sendLast(String messageId, String body) {
        send(messageId, body);
        end();
    }

    /** Whether the current signals have been sent to this subscriber. */
    synchronized boolean isInitialized() {
        return initialized;
    }

    /**
     * Sends the current signals, then the signals that arrived while they were being read.
     *
     * @return false if signals were missed meanwhile, so that the current signals must be read again
     */
    synchronized boolean initialize(Runnable sendCurrentSignals) {
        if (pendingSignals.hasOverflowed()) {
            pendingSignals.forgetOverflow();
            return false;
        }
        sendCurrentSignals.run();
        sendPendingSignals();
        initialized = true;
        return true;
    }

    /** Sends a message to this subscriber alone, in order with its other messages. */
    synchronized void send(String messageId, String body) {
        if (state != State.ENDED) {
            send(StompFrames.message(id, destination, messageId, body));
        }
    }

    private void send(String frame) {
        connection.socket().send(frame);
    }
}
