package io.stompdesk.transport;

import java.util.concurrent.atomic.AtomicInteger;

/** Tracks when a client last sent something, and in how many WebSocket messages it sends a frame. */
public final class SocketActivity {

    private final long openedAt = System.nanoTime();
    private final AtomicInteger pieces = new AtomicInteger();
    private volatile long lastReceivedAt = openedAt;

    /** The client sent something: a frame or a part of one, a heartbeat, a pong or a poll. */
    void received() {
        lastReceivedAt = System.nanoTime();
    }

    /** How long ago the client last sent something, in nanoseconds. */
    public long silentFor() {
        return System.nanoTime() - lastReceivedAt;
    }

    /** How long the socket has been open, in nanoseconds. */
    public long openFor() {
        return System.nanoTime() - openedAt;
    }

    /** Counts a WebSocket message and returns how many there have been since the last complete frame. */
    int countPiece() {
        return pieces.incrementAndGet();
    }

    /** A complete frame was decoded. */
    public void frameCompleted() {
        pieces.set(0);
    }
}
