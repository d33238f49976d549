package io.stompdesk.transport;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.sockjs.frame.JacksonJsonSockJsMessageCodec;
import org.springframework.web.socket.sockjs.frame.SockJsFrame;
import org.springframework.web.socket.sockjs.frame.SockJsMessageCodec;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

/**
 * Sends through the container's asynchronous remote, one frame at a time. If the socket accepts a frame immediately,
 * the caller continues with the next one. Otherwise a container thread continues later.
 */
final class WebSocketTransmitter implements Transmitter {

    /**
     * How long Tomcat waits for the peer to answer a close frame. During the default of 30 s, a client that was cut off
     * would not notice, and the socket would stay open.
     */
    private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    /**
     * How long Tomcat tries to send a close frame for an abnormal closure. After the default of 50 ms, a busy machine
     * would drop the socket and the client would never learn the close code.
     */
    private static final String CLOSE_SEND_TIMEOUT = "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";

    private static final long CLOSE_TIMEOUT_MS = 3000;

    private static final SockJsMessageCodec SOCKJS = new JacksonJsonSockJsMessageCodec();

    private final Session session;
    private final UnaryOperator<String> framing;

    private WebSocketTransmitter(Session session, UnaryOperator<String> framing) {
        this.session = session;
        this.framing = framing;
    }

    static WebSocketTransmitter to(NativeWebSocketSession nativeSocket, WebSocketSession outer) {
        Session session = Objects.requireNonNull(nativeSocket.getNativeSession(Session.class), "a JSR 356 session");
        session.getUserProperties().put(CLOSE_TIMEOUT, CLOSE_TIMEOUT_MS);
        session.getUserProperties().put(CLOSE_SEND_TIMEOUT, CLOSE_TIMEOUT_MS);
        boolean sockJs = outer instanceof AbstractSockJsSession;
        return new WebSocketTransmitter(
                session, sockJs ? WebSocketTransmitter::inSockJsFrame : UnaryOperator.identity());
    }

    private static String inSockJsFrame(String frame) {
        return SockJsFrame.messageFrame(SOCKJS, frame).getContent();
    }

    @Override
    public void ping(ClientSocket socket) {
        Thread.startVirtualThread(() -> {
            try {
                session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IOException | RuntimeException gone) {
                socket.cut(CloseStatus.SESSION_NOT_RELIABLE);
            }
        });
    }

    private enum Progress {
        SENDING,
        SENT,
        RETURNED
    }

    @Override
    public void transmit(ClientSocket socket) {
        for (String frame = socket.nextFrame(); frame != null; frame = socket.nextFrame()) {
            AtomicReference<Progress> progress = new AtomicReference<>(Progress.SENDING);
            try {
                session.getAsyncRemote().sendText(framing.apply(frame), onSent(socket, progress));
            } catch (RuntimeException gone) {
                socket.cut(CloseStatus.SESSION_NOT_RELIABLE);
                continue;
            }
            if (progress.compareAndSet(Progress.SENDING, Progress.RETURNED)) {
                return;
            }
        }
    }

    /** Runs inside sendText, or on a container thread after {@link #transmit} has returned. */
    private SendHandler onSent(ClientSocket socket, AtomicReference<Progress> progress) {
        return (SendResult result) -> {
            if (!result.isOK()) {
                socket.cut(CloseStatus.SESSION_NOT_RELIABLE);
            }
            if (!progress.compareAndSet(Progress.SENDING, Progress.SENT)) {
                transmit(socket);
            }
        };
    }
}
