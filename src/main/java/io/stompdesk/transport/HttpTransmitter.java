package io.stompdesk.transport;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/**
 * Transmits through the HTTP transports of SockJS. While no request is open, they buffer at most 100 messages and then
 * close the session. So frames are handed over only while a request is open, or as one batch just before the next
 * request is answered.
 */
final class HttpTransmitter implements Transmitter {

    /** The number of frames handed over before a request is answered; well below SockJS's limit of 100. */
    private static final int BATCH = 64;

    private static final String HEARTBEAT = "\n";

    private final AbstractHttpSockJsSession session;
    private final ReentrantLock handOverLock = new ReentrantLock();

    HttpTransmitter(AbstractHttpSockJsSession session) {
        this.session = session;
    }

    /** Runs on a virtual thread, because writing a response blocks. */
    @Override
    public void transmit(ClientSocket socket) {
        Thread.startVirtualThread(() -> {
            handOverLock.lock();
            try {
                while (session.isActive()) {
                    if (!handOver(socket)) {
                        return;
                    }
                }
                socket.queue().pause();
            } finally {
                handOverLock.unlock();
            }
            if (session.isActive() || socket.queue().isEmpty()) {
                socket.transmitWaiting();
            }
        });
    }

    /** Makes the client open its next request, if the client is still alive. */
    @Override
    public void ping(ClientSocket socket) {
        if (session instanceof PacedXhrStreamingTransportHandler.Stream stream) {
            stream.recycle();
        } else {
            socket.send(HEARTBEAT);
        }
    }

    /** Hands over one batch. */
    @Override
    public void beforeRequest(ClientSocket socket) {
        if (!handOverLock.tryLock()) {
            // Another request is open and its response is being written. This one must not wait for it.
            return;
        }
        try {
            for (int i = 0; i < BATCH && !session.isActive() && !socket.queue().isEmpty(); i++) {
                handOver(socket);
            }
            socket.queue().pause();
        } finally {
            handOverLock.unlock();
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
        if (session instanceof DeferredClose.Session deferred) {
            deferred.deferredClose().discardUnsent();
        }
    }

    @Override
    public void closing(CloseStatus status) {
        if (session instanceof DeferredClose.Session deferred) {
            deferred.deferredClose().closingWith(status);
        }
    }
}
