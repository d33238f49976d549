package io.stompdesk.transport;

/** Tracks when a client last sent something. */
public final class SocketActivity {

    private final long openedAt = System.nanoTime();
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
}
