package io.stompdesk.transport;

import java.util.concurrent.atomic.AtomicInteger;

/** When a client was last heard from, and in how many pieces it sends its frames. */
public final class SocketActivity {

    private final long openedAt = System.nanoTime();
    private final AtomicInteger pieces = new AtomicInteger();
    private volatile long heardAt = openedAt;

    /** The client sent something: a frame or a piece of one, a heartbeat, a pong, a poll. */
    void heard() {
        heardAt = System.nanoTime();
    }

    /** How long the client has sent nothing, in nanoseconds. */
    public long silentFor() {
        return System.nanoTime() - heardAt;
    }

    /** How long the socket has been open, in nanoseconds. */
    public long openFor() {
        return System.nanoTime() - openedAt;
    }

    /** Counts a WebSocket message, and says how many there have been since the last whole frame. */
    int countPiece() {
        return pieces.incrementAndGet();
    }

    /** A whole frame was decoded. */
    public void frameDecoded() {
        pieces.set(0);
    }
}
