package io.stompdesk.transport;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/**
 * The socket of a client. Sending puts a frame into its {@link OutboundQueue} and never blocks. {@link #close} first
 * sends everything that is queued; {@link #cut} does not. A client that reads too slowly is cut off. No frame is
 * dropped while the socket is open.
 */
public final class ClientSocket extends WebSocketSessionDecorator {

    private static final Logger log = LoggerFactory.getLogger(ClientSocket.class);

    private final Transmitter transmitter;
    private final OutboundQueue queue;
    private final UnfinishedFrame unfinishedFrame;
    private final SocketActivity activity = new SocketActivity();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable CloseStatus closeWhenEmpty;
    private volatile @Nullable CloseStatus closeReason;
    private final AtomicReference<@Nullable String> closeCause = new AtomicReference<>();

    ClientSocket(WebSocketSession socket, TransportSettings settings, MemoryBudget inbound, MemoryBudget outbound) {
        super(socket);
        this.queue = new OutboundQueue(
                settings.outbound().toBytes(), settings.replayAhead().toBytes(), outbound.shareAt(address()));
        this.unfinishedFrame = new UnfinishedFrame(settings.pieces(), inbound.shareAt(address()));
        this.transmitter = Transmitter.to(socket);
    }

    /** The client address that limits count by. */
    public String address() {
        return String.valueOf(getDelegate().getAttributes().get(AddressHandshakeInterceptor.ADDRESS));
    }

    /** Whether this is one of SockJS's HTTP transports, whose requests name the session by its id. */
    boolean isOverHttp() {
        return WebSocketSessionDecorator.unwrap(getDelegate()) instanceof AbstractHttpSockJsSession;
    }

    public SocketActivity activity() {
        return activity;
    }

    /** Does nothing: Spring would enlarge the buffer of the socket. */
    @Override
    public void setTextMessageSizeLimit(int limit) {}

    UnfinishedFrame unfinishedFrame() {
        return unfinishedFrame;
    }

    OutboundQueue queue() {
        return queue;
    }

    @Override
    public void sendMessage(WebSocketMessage<?> message) {
        if (message instanceof TextMessage text) {
            send(text.getPayload());
        } else {
            throw new IllegalArgumentException("STOMP frames must be sent as text");
        }
    }

    /** Queues a frame. Never blocks. */
    public void send(String frame) {
        if (isEnding()) {
            return;
        }
        switch (queue.offer(frame)) {
            case TRANSMIT -> transmitter.transmit(this);
            case TOO_SLOW -> cut(CloseCodes.TOO_SLOW);
            case QUEUED, ENDED -> {}
        }
    }

    /** Whether the socket is closed or about to close. What the client still sends is then ignored. */
    public boolean isEnding() {
        return closed.get() || closeWhenEmpty != null;
    }

    /** Whether the queue has room for more frames of a replay. */
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    /**
     * Like {@link #hasRoom()}. If there is no room, {@code resume} runs as soon as there is. It never runs after the
     * socket has closed.
     */
    public boolean hasRoom(Runnable resume) {
        return queue.hasRoom(resume);
    }

    /**
     * Whether the client has taken everything. If it has not, {@code later} runs as soon as it has. It never runs after
     * the socket has closed.
     */
    public boolean isIdle(Runnable later) {
        return queue.isIdle(later);
    }

    /** Whether a single write to the client, or a single frame from it, has taken longer than this. */
    public boolean isStalledFor(long nanos) {
        return queue.isTransmittingFor(nanos) || unfinishedFrame.takesLongerThan(nanos);
    }

    /** Pings the client, unless frames are being sent to it anyway. */
    public void ping() {
        if (queue.isIdle()) {
            transmitter.ping(this);
        }
    }

    /** Takes the next frame to transmit. {@code null} if the queue is empty, which ends the transmission. */
    @Nullable
    String nextFrame() {
        String frame = queue.next();
        if (frame == null) {
            closeIfEmpty();
        }
        return frame;
    }

    /** Transmits queued frames unless a thread already does; for transports that are not always ready to send. */
    void transmitWaiting() {
        if (queue.claim()) {
            transmitter.transmit(this);
        } else {
            closeIfEmpty();
        }
    }

    /** Called before a request of a SockJS HTTP transport is answered. */
    void beforeRequest() {
        transmitter.beforeRequest(this);
    }

    /** Sets the status for a later {@link #close}, which takes precedence over the status given there. */
    public void setCloseReason(CloseStatus status) {
        closeReason = status;
    }

    @Override
    public void close() {
        close(CloseStatus.NORMAL);
    }

    /** Closes as soon as all queued frames have been sent. */
    @Override
    public void close(CloseStatus status) {
        CloseStatus reason = closeReason;
        closeWhenEmpty = reason == null ? forClient(status) : reason;
        closeIfEmpty();
    }

    /** A malformed frame closes with {@link CloseCodes#FINAL}, because the client would send it again. */
    private static CloseStatus forClient(CloseStatus status) {
        return status.equalsCode(CloseStatus.PROTOCOL_ERROR) ? CloseCodes.FINAL : status;
    }

    private void closeIfEmpty() {
        CloseStatus status = closeWhenEmpty;
        if (status != null && queue.isIdle()) {
            end(status);
        }
    }

    /** Closes immediately and discards all queued frames. */
    public void cut(CloseStatus status) {
        transmitter.discard();
        end(status);
    }

    private void end(CloseStatus status) {
        if (closed.compareAndSet(false, true)) {
            closeCause.compareAndSet(null, "desk " + status.getCode());
            discard();
            // The closing handshake blocks while an unreachable peer does not answer.
            Thread.startVirtualThread(() -> closeSocket(status));
        }
    }

    private void closeSocket(CloseStatus status) {
        try {
            transmitter.closing(status);
            getDelegate().close(status);
        } catch (IOException | RuntimeException gone) {
            log.debug("Closing a socket failed, its client is gone", gone);
        }
    }

    /** Gives back the memory of what the client has not taken and not finished. */
    void discard() {
        queue.end();
        unfinishedFrame.end();
    }

    /** The transport reports the end of the socket. Any reason in the status may be the client's own words. */
    void closedByTransport(CloseStatus status) {
        closeCause.compareAndSet(null, "client " + status.getCode());
    }

    /** Who ended the socket, and with which close code; for the log. */
    public String closeCause() {
        return Objects.requireNonNullElse(closeCause.get(), "none");
    }

    /** The state of this socket, for whoever looks for a frame that does not arrive. */
    @Override
    public String toString() {
        return "%s: %s, silent for %d ms, %s"
                .formatted(
                        getId(),
                        queue,
                        TimeUnit.NANOSECONDS.toMillis(activity.silentFor()),
                        closed.get() ? "closed" : "closes with " + closeWhenEmpty);
    }
}
