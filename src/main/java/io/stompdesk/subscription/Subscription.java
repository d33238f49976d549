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

/**
 * One client's place in one topic. On a stream it is a cursor: only the event after the last one sent is ever sent, so
 * each arrives once and in order, whether it was replayed from the log or came live.
 *
 * <p>It is offered every event that is published from before its replay begins. While it replays it keeps the offers it
 * can, and becomes live once the log and they meet; where they do not meet, the log is read again. An event is offered
 * only after its commit, so whatever was not offered is in the log.
 */
final class Subscription {

    /** Events, and signals, kept at most. With more of them the log, or the current signals, are read again. */
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

    /** Signals that wait until the subscription is live and has had the current signals. */
    private final Deque<BroadcastMessage> pendingSignals = new ArrayDeque<>(0);

    private boolean initialized;
    private boolean missedSignals;

    /** How often something has happened that may have ended its right, and since when that has not been looked at. */
    private int doubts;

    private int settled;
    private @Nullable Runnable whenEnded;

    /** @param destination as the client wrote it: its frames carry it */
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

    /** The stream, of a subscription that is known to have one. */
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
     * @return whether the log must be read, because this event is not the next one
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

    /** Passes a signal on, after the events and current signals that it follows. */
    synchronized void signal(BroadcastMessage broadcast) {
        if (state == State.LIVE && initialized) {
            send(broadcast.frameFor(id, destination));
        } else if (state != State.ENDED) {
            if (pendingSignals.size() == MAX_PENDING) {
                pendingSignals.clear();
                missedSignals = true;
            }
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
     * Sends a page of the log, or as much of it as the client has room for. So a replay alone never makes a client too
     * slow, however long its messages are and however many replays run at once.
     *
     * @param last whether the log had no more
     * @return whether the subscription has become live with it
     */
    synchronized boolean replay(List<StoredEvent> page, boolean last) {
        if (state != State.REPLAYING || doubts > settled) {
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

    /** Unless its right is in doubt. */
    synchronized void goLive() {
        if (state != State.ENDED && doubts == settled) {
            state = State.LIVE;
            pendingEvents.clear();
            initialized = initialized && !missedSignals;
            if (initialized) {
                sendPendingSignals();
            }
        }
    }

    private void sendPendingSignals() {
        pendingSignals.forEach(broadcast -> send(broadcast.frameFor(id, destination)));
        pendingSignals.clear();
    }

    /**
     * Its right may have ended: nothing more is sent until that was looked at.
     *
     * @return whether it was live, and somebody must look
     */
    synchronized boolean doubt() {
        doubts++;
        if (state != State.LIVE) {
            return false;
        }
        state = State.REPLAYING;
        return true;
    }

    /** How often its right was in doubt, for {@link #settle}; 0 if it is in no doubt now. */
    synchronized int doubts() {
        return doubts == settled ? 0 : doubts;
    }

    /** Its right held when it was read after so many doubts. */
    synchronized void settle(int read) {
        settled = Math.max(settled, read);
    }

    synchronized boolean live() {
        return state == State.LIVE;
    }

    synchronized boolean ended() {
        return state == State.ENDED;
    }

    synchronized void end() {
        state = State.ENDED;
        pendingEvents.clear();
        pendingSignals.clear();
        if (whenEnded != null) {
            whenEnded.run();
            whenEnded = null;
        }
    }

    /** What its end releases; at once if it has ended. */
    synchronized void whenEnded(Runnable release) {
        if (state == State.ENDED) {
            release.run();
        } else {
            whenEnded = release;
        }
    }

    /** Sends a last message to this subscriber. */
    synchronized void sendLast(String messageId, String body) {
        send(messageId, body);
        end();
    }

    /** Whether this subscriber has had the current signals. */
    synchronized boolean isInitialized() {
        return initialized;
    }

    /**
     * Sends the current signals, and then those that came while they were being read.
     *
     * @return false if they must be read again: signals were missed meanwhile
     */
    synchronized boolean initialize(Runnable sendCurrentSignals) {
        if (missedSignals) {
            missedSignals = false;
            return false;
        }
        sendCurrentSignals.run();
        sendPendingSignals();
        initialized = true;
        return true;
    }

    /** Sends something to this subscriber alone, in its place among the rest. */
    synchronized void send(String messageId, String body) {
        if (state != State.ENDED) {
            send(StompFrames.message(id, destination, messageId, body));
        }
    }

    private void send(String frame) {
        connection.socket().send(frame);
    }
}
