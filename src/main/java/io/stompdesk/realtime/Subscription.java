package io.stompdesk.realtime;

import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * One client's place in one topic. On a stream it is a cursor: only the event after the last one
 * sent is ever sent, so each arrives once and in order, whether it was replayed from the log or
 * came live.
 *
 * <p>It is offered every event that is published from before its replay begins. While it replays it
 * keeps the offers it can, and becomes live once the log and they meet; where they do not meet, the
 * log is read again. An event is offered only after its commit, so whatever was not offered is in
 * the log.
 */
final class Subscription {

    /**
     * Offers, and signals, kept at most; with more, the log, or how things stand, is simply read
     * again.
     */
    private static final int KEPT = 256;

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
    private final Deque<StoredEvent> kept = new ArrayDeque<>(0);
    private State state = State.OPENING;
    private long next = Long.MAX_VALUE;
    private long offered;

    /** Signals that wait until the subscription is live and was told how things stand. */
    private final Deque<Broadcast> held = new ArrayDeque<>(0);

    private boolean told;
    private boolean missedSignals;

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
     * A published event.
     *
     * @return whether the log must be read: this event is not the next one
     */
    synchronized boolean offer(StoredEvent event, Broadcast frames) {
        switch (state) {
            case LIVE -> {
                if (event.seq() == next) {
                    send(frames.to(id));
                    next++;
                } else if (event.seq() > next) {
                    state = State.REPLAYING;
                    keep(event);
                    return true;
                }
            }
            case OPENING, REPLAYING -> keep(event);
            case ENDED -> {}
        }
        return false;
    }

    private void keep(StoredEvent event) {
        offered = Math.max(offered, event.seq());
        if (kept.size() == KEPT) {
            kept.clear();
        }
        kept.add(event);
    }

    /** Passes a signal on, after what it changes. */
    synchronized void signal(Broadcast frames) {
        if (state == State.LIVE && told) {
            send(frames.to(id));
        } else if (state != State.ENDED) {
            if (held.size() == KEPT) {
                held.clear();
                missedSignals = true;
            }
            held.add(frames);
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
     * Sends a page of the log, or as much of it as the client has room for: so a replay alone never
     * makes a client too slow, however long its messages and however many replay at once.
     *
     * @param last whether the log had no more
     * @return whether the subscription has become live with it
     */
    synchronized boolean replay(List<StoredEvent> page, boolean last) {
        if (state != State.REPLAYING) {
            return false;
        }
        if (!sendWhileRoom(page) || !last || !sendWhileRoom(kept) || offered >= next) {
            return false;
        }
        goLive();
        return true;
    }

    private boolean sendWhileRoom(Collection<StoredEvent> events) {
        for (StoredEvent event : events) {
            if (!connection.outbound().hasRoom()) {
                return false;
            }
            sendIfNext(event);
        }
        return true;
    }

    private void sendIfNext(StoredEvent event) {
        if (event.seq() == next) {
            send(
                    new Broadcast(destination, event.stream() + "-" + event.seq(), event.body())
                            .to(id));
            next++;
        }
    }

    synchronized void goLive() {
        if (state != State.ENDED) {
            state = State.LIVE;
            kept.clear();
            told = told && !missedSignals;
            if (told) {
                sendHeld();
            }
        }
    }

    private void sendHeld() {
        held.forEach(frames -> send(frames.to(id)));
        held.clear();
    }

    synchronized boolean live() {
        return state == State.LIVE;
    }

    synchronized boolean ended() {
        return state == State.ENDED;
    }

    synchronized void end() {
        state = State.ENDED;
        kept.clear();
        held.clear();
    }

    /** Sends what is the last that this subscriber is sent. */
    synchronized void sendLast(String messageId, String body) {
        send(messageId, body);
        end();
    }

    /** Whether this subscriber knows how things stand, but for the signals it is sent. */
    synchronized boolean told() {
        return told;
    }

    /**
     * Sends how things stand, and the signals that came since before it was read.
     *
     * @return false if it must be read again: signals were missed meanwhile
     */
    synchronized boolean tell(Runnable present) {
        if (missedSignals) {
            missedSignals = false;
            return false;
        }
        present.run();
        sendHeld();
        told = true;
        return true;
    }

    /** Sends something to this subscriber alone, in its place among the rest. */
    synchronized void send(String messageId, String body) {
        if (state != State.ENDED) {
            send(StompFrames.message(id, destination, messageId, body));
        }
    }

    private void send(String frame) {
        connection.outbound().send(frame);
    }
}
