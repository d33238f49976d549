package io.stompdesk.transport;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * One client's socket. Sending puts a frame into its {@link OutboundQueue} and never blocks. Closing waits until the
 * queue is empty; cutting does not. A client that does not read what waits for it is cut; nothing is dropped while the
 * socket lives.
 */
public final class ClientSocket extends WebSocketSessionDecorator {

    private static final Logger log = LoggerFactory.getLogger(ClientSocket.class);

    private final Transmitter transmitter;
    private final OutboundQueue queue;
    private final SocketActivity activity = new SocketActivity();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable CloseStatus closeWhenEmpty;
    private volatile @Nullable CloseStatus closeReason;

    ClientSocket(WebSocketSession socket, RealtimeSettings settings) {
        super(socket);
        this.queue = new OutboundQueue(
                settings.outbound().toBytes(), settings.replayAhead().toBytes());
        this.transmitter = Transmitter.to(socket);
    }

    /** The client's address, as limits see it. */
    public String address() {
        return String.valueOf(getDelegate().getAttributes().get(AddressHandshakeInterceptor.ADDRESS));
    }

    public SocketActivity activity() {
        return activity;
    }

    OutboundQueue queue() {
        return queue;
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

    /** Whether the end is decided: nothing that the client still sends counts. */
    public boolean isEnding() {
        return closed.get() || closeWhenEmpty != null;
    }

    /** Whether a replay may send more. */
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    /** The same. If not, {@code resume} runs once enough has been sent; it never runs if the socket is closed. */
    public boolean hasRoom(Runnable resume) {
        return queue.hasRoom(resume);
    }

    /** Whether one write has been going on for longer than this. */
    public boolean isStalledFor(long nanos) {
        return queue.isTransmittingFor(nanos);
    }

    /** Asks the client whether it is there, unless it is being sent something anyway. */
    public void ping() {
        if (queue.isIdle()) {
            transmitter.ping(this);
        }
    }

    /** The next frame to transmit; {@code null} if there is none, which ends the transmission. */
    @Nullable
    String nextFrame() {
        String frame = queue.next();
        if (frame == null) {
            closeIfEmpty();
        }
        return frame;
    }

    /** Transmits what waits, if nobody does; for transports that are not always ready to send. */
    void transmitWaiting() {
        if (queue.claim()) {
            transmitter.transmit(this);
        } else {
            closeIfEmpty();
        }
    }

    /** A request of one of SockJS's HTTP transports is about to be answered. */
    void beforeRequest() {
        transmitter.beforeRequest(this);
    }

    /** What a later close tells the client, if whoever closes the socket does not know better. */
    public void closeReason(CloseStatus status) {
        closeReason = status;
    }

    @Override
    public void close() {
        close(CloseStatus.NORMAL);
    }

    /** Closes once everything that waits has been sent. */
    @Override
    public void close(CloseStatus status) {
        CloseStatus known = closeReason;
        closeWhenEmpty = known == null ? forClient(status) : known;
        closeIfEmpty();
    }

    /** A frame that cannot be read is final: the same client would send it again. */
    private static CloseStatus forClient(CloseStatus status) {
        return status.equalsCode(CloseStatus.PROTOCOL_ERROR) ? CloseCodes.FINAL : status;
    }

    private void closeIfEmpty() {
        CloseStatus status = closeWhenEmpty;
        if (status != null && queue.isIdle()) {
            end(status);
        }
    }

    /** Closes at once; what waits is not sent. */
    public void cut(CloseStatus status) {
        transmitter.discard();
        end(status);
    }

    private void end(CloseStatus status) {
        if (closed.compareAndSet(false, true)) {
            queue.end();
            // The closing handshake may wait for a peer that is not there.
            Thread.startVirtualThread(() -> closeSocket(status));
        }
    }

    private void closeSocket(CloseStatus status) {
        try {
            transmitter.closing(status);
            getDelegate().close(status);
        } catch (IOException | RuntimeException gone) {
            log.debug("Closing a socket that is gone", gone);
        }
    }
}
