package io.stompdesk.realtime;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * What goes out to one socket: a queue that nobody who fills it ever waits for. Frames leave in the
 * order in which they were offered. A client that does not take what waits for it is cut off;
 * nothing is dropped while the socket lives.
 */
final class Outbound extends WebSocketSessionDecorator {

    private static final Logger log = LoggerFactory.getLogger(Outbound.class);

    private final Transmitter transmitter;
    private final long limit;
    private final long replayAhead;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final List<Runnable> whenRoom = new ArrayList<>(0);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger pieces = new AtomicInteger();
    private long waitingChars;
    private final long openedAt = System.nanoTime();
    private volatile long heardAt = openedAt;
    private boolean transmitting;
    private long transmittingSince;
    private volatile @Nullable CloseStatus closeWhenFlushed;
    private @Nullable CloseStatus meaning;

    Outbound(WebSocketSession socket, RealtimeSettings settings) {
        super(socket);
        this.limit = settings.outbound().toBytes();
        this.replayAhead = settings.replayAhead().toBytes();
        this.transmitter = Transmitter.to(socket);
    }

    @Override
    public void sendMessage(WebSocketMessage<?> message) {
        if (message instanceof TextMessage text) {
            send(text.getPayload());
        } else {
            throw new IllegalArgumentException("STOMP is sent as text");
        }
    }

    /** Queues a frame. Never blocks. */
    void send(String frame) {
        boolean tooSlow;
        synchronized (this) {
            if (closed.get() || closeWhenFlushed != null) {
                return;
            }
            // What waits already counts, not this frame: a snapshot may be larger than the limit.
            tooSlow = waitingChars > limit;
            waiting.add(frame);
            waitingChars += frame.length();
            if (!tooSlow && !claim()) {
                return;
            }
        }
        if (tooSlow) {
            cut(CloseCodes.TOO_SLOW);
        } else {
            transmitter.transmit(this);
        }
    }

    /** Whether the caller is the one who transmits now. */
    private boolean claim() {
        if (transmitting) {
            return false;
        }
        transmitting = true;
        return true;
    }

    /**
     * Starts transmitting what waits, if nobody does; for transports that are not always ready to
     * send.
     */
    void wake() {
        boolean empty;
        synchronized (this) {
            empty = waiting.isEmpty();
            if (!empty && !claim()) {
                return;
            }
        }
        if (empty) {
            finishClose();
        } else {
            transmitter.transmit(this);
        }
    }

    /** The next frame to transmit; {@code null} if there is none, which ends the transmission. */
    @Nullable String next() {
        List<Runnable> resumed;
        String frame;
        synchronized (this) {
            frame = closed.get() ? null : waiting.poll();
            if (frame == null) {
                transmitting = false;
                transmittingSince = 0;
            } else {
                waitingChars -= frame.length();
                transmittingSince = System.nanoTime();
            }
            resumed = waitingChars <= replayAhead / 2 ? takeResumed() : List.of();
        }
        resumed.forEach(Runnable::run);
        if (frame == null) {
            finishClose();
        }
        return frame;
    }

    /** Ends a transmission although frames may wait, until {@link #wake()}. */
    synchronized void pause() {
        transmitting = false;
        transmittingSince = 0;
    }

    private List<Runnable> takeResumed() {
        if (whenRoom.isEmpty()) {
            return List.of();
        }
        List<Runnable> resumed = List.copyOf(whenRoom);
        whenRoom.clear();
        return resumed;
    }

    /** Whether a replay may go on. */
    synchronized boolean hasRoom() {
        return waitingChars < replayAhead && !closed.get();
    }

    /**
     * The same. If not, {@code resume} is run once enough has been sent; never, if it is closed.
     */
    synchronized boolean hasRoom(Runnable resume) {
        if (hasRoom()) {
            return true;
        }
        if (closed.get()) {
            return false;
        }
        whenRoom.add(resume);
        return false;
    }

    /** The client has said something. */
    void heard() {
        heardAt = System.nanoTime();
    }

    /** One more WebSocket message: how many there are since the last whole frame. */
    int pieces() {
        return pieces.incrementAndGet();
    }

    /** A whole frame was decoded. */
    void framed() {
        pieces.set(0);
    }

    /** Whether the end is decided: nothing that the client still sends counts. */
    boolean ending() {
        return closed.get() || closeWhenFlushed != null;
    }

    /** Where the client is, as limits see it. */
    String address() {
        return String.valueOf(getDelegate().getAttributes().get(SocketDoor.ADDRESS));
    }

    /** How long the client has said nothing, in nanoseconds. */
    long silentFor() {
        return System.nanoTime() - heardAt;
    }

    /** How long the socket has been open, in nanoseconds. */
    long openFor() {
        return System.nanoTime() - openedAt;
    }

    /** Asks the client whether it is there, unless it is being sent something anyway. */
    void ping() {
        if (idle()) {
            transmitter.ping(this);
        }
    }

    /** Whether one write has been going on for longer than this. */
    synchronized boolean stalledFor(long nanos) {
        return transmittingSince != 0 && System.nanoTime() - transmittingSince > nanos;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    private synchronized boolean idle() {
        return !transmitting && waiting.isEmpty();
    }

    /** Tells a transport that is not always ready that the next request is about to be answered. */
    void prepareRequest() {
        if (transmitter instanceof HttpTransmitter http) {
            http.prepareRequest(this);
        }
    }

    /** What a later close means to the client, if whoever closes does not know better. */
    synchronized void closeMeans(CloseStatus status) {
        meaning = status;
    }

    /** Closes once everything that waits has been sent. */
    @Override
    public void close(CloseStatus status) {
        synchronized (this) {
            closeWhenFlushed = meaning == null ? told(status) : meaning;
            if (transmitting) {
                return;
            }
        }
        finishClose();
    }

    /** Frames that cannot be read are final: the same client would send them again. */
    private static CloseStatus told(CloseStatus status) {
        return status.equalsCode(CloseStatus.PROTOCOL_ERROR) ? CloseCodes.FINAL : status;
    }

    @Override
    public void close() {
        close(CloseStatus.NORMAL);
    }

    /** Closes at once; what waits is not sent. */
    void cut(CloseStatus status) {
        if (getDelegate() instanceof RemembersEnd polled) {
            polled.unsent().clear();
        }
        end(status);
    }

    private void end(CloseStatus status) {
        if (closed.compareAndSet(false, true)) {
            synchronized (this) {
                waiting.clear();
                waitingChars = 0;
            }
            // The closing handshake may wait for a peer that is not there.
            Thread.startVirtualThread(() -> closeSocket(status));
        }
    }

    private void finishClose() {
        CloseStatus status;
        synchronized (this) {
            status = waiting.isEmpty() && !transmitting ? closeWhenFlushed : null;
        }
        if (status != null) {
            end(status);
        }
    }

    /** How things stand, for whoever looks for a frame that does not arrive. */
    @Override
    public synchronized String toString() {
        return "%s: %d frames wait, %s, silent for %d ms, %s"
                .formatted(
                        getId(),
                        waiting.size(),
                        transmitting ? "transmitting" : "idle",
                        TimeUnit.NANOSECONDS.toMillis(silentFor()),
                        closed.get() ? "closed" : "closes with " + closeWhenFlushed);
    }

    private void closeSocket(CloseStatus status) {
        try {
            if (getDelegate() instanceof RemembersEnd session) {
                session.endsWith(status);
            }
            getDelegate().close(status);
        } catch (IOException | RuntimeException gone) {
            log.debug("Closing a socket that is gone", gone);
        }
    }
}
