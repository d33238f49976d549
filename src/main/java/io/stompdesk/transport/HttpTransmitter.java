package io.stompdesk.transport;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/**
 * Sends through SockJS's HTTP transports. They hold what is sent while no request is open, 100 messages at most, and
 * then end the session: so frames are handed over only while a request is open, or as one portion just before the next
 * one is answered.
 */
final class HttpTransmitter implements Transmitter {

    /** Frames handed over ahead of a request; well under what SockJS holds. */
    private static final int PORTION = 64;

    private static final String HEARTBEAT = "\n";

    private final AbstractHttpSockJsSession session;
    private final ReentrantLock handingOver = new ReentrantLock();

    HttpTransmitter(AbstractHttpSockJsSession session) {
        this.session = session;
    }

    /** On a thread of its own, since writing a response blocks. */
    @Override
    public void transmit(ClientSocket socket) {
        Thread.startVirtualThread(() -> {
            handingOver.lock();
            try {
                while (session.isActive()) {
                    if (!handOver(socket)) {
                        return;
                    }
                }
                socket.queue().pause();
            } finally {
                handingOver.unlock();
            }
            if (session.isActive() || socket.queue().isEmpty()) {
                socket.transmitWaiting();
            }
        });
    }

    /** Makes the client open its next request, if it is there to do so. */
    @Override
    public void ping(ClientSocket socket) {
        if (session instanceof PacedXhrStreamingTransportHandler.Stream stream) {
            stream.recycle();
        } else {
            socket.send(HEARTBEAT);
        }
    }

    /** Hands over one portion. */
    @Override
    public void beforeRequest(ClientSocket socket) {
        if (!handingOver.tryLock()) {
            // A response is being written. The request to come is one too many, and must not wait
            // for it.
            return;
        }
        try {
            for (int i = 0;
                    i < PORTION && !session.isActive() && !socket.queue().isEmpty();
                    i++) {
                handOver(socket);
            }
            socket.queue().pause();
        } finally {
            handingOver.unlock();
        }
    }

    private boolean handOver(ClientSocket socket) {
        String frame = socket.nextFrame();
        if (frame == null) {
            return false;
        }
        try {
            session.sendMessage(new TextMessage(frame));
        } catch (Exception gone) {
            socket.cut(CloseStatus.SESSION_NOT_RELIABLE);
        }
        return true;
    }

    @Override
    public void discard() {
        if (session instanceof DeferredCloseSession deferred) {
            deferred.unsent().clear();
        }
    }

    @Override
    public void closing(CloseStatus status) {
        if (session instanceof DeferredCloseSession deferred) {
            deferred.endsWith(status);
        }
    }
}
