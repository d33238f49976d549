package io.stompdesk.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.sockjs.frame.JacksonJsonSockJsMessageCodec;
import org.springframework.web.socket.sockjs.frame.SockJsFrame;
import org.springframework.web.socket.sockjs.frame.SockJsFrameFormat;
import org.springframework.web.socket.sockjs.frame.SockJsFrameType;
import org.springframework.web.socket.sockjs.frame.SockJsMessageCodec;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/**
 * Closes an HTTP session of SockJS while no request is open. The session's next requests first receive the frames that
 * are still unsent, then the close status. Spring's own sessions answer with "Go away!" only, so a client would not
 * know whether to log in again or to reconnect.
 */
final class DeferredClose {

    /** A session that can be closed in this way. */
    interface Session {

        DeferredClose deferredClose();
    }

    private static final Logger log = LoggerFactory.getLogger(DeferredClose.class);
    private static final SockJsMessageCodec CODEC = new JacksonJsonSockJsMessageCodec();

    private final Queue<String> unsent;

    /** {@code null} while the session is open. */
    private volatile @Nullable CloseStatus status;

    /** @param unsent the frames that were handed over to the session and that no request has fetched yet */
    DeferredClose(Queue<String> unsent) {
        this.unsent = unsent;
    }

    /**
     * Called just before the session is closed. Spring marks a session as closed before it passes on the status. A
     * request that arrives between the two would not learn the status.
     */
    void closingWith(CloseStatus reason) {
        status = reason;
    }

    void discardUnsent() {
        unsent.clear();
    }

    /**
     * Replaces Spring's "Go away!" frame, with which it answers a request if the session closes at the same moment, by
     * the unsent frames or the close status.
     */
    SockJsFrameFormat withCloseStatus(SockJsFrameFormat format) {
        return frame -> {
            CloseStatus reason = status;
            return format.format(
                    reason != null && frame.equals(SockJsFrame.closeFrameGoAway()) ? finalFrame(reason) : frame);
        };
    }

    /** Whether this is the close frame although other frames are unsent. A later request then receives the close. */
    boolean isPremature(SockJsFrame frame) {
        return frame.getType() == SockJsFrameType.CLOSE && !unsent.isEmpty();
    }

    private SockJsFrame finalFrame(CloseStatus reason) {
        List<String> frames = new ArrayList<>();
        for (String frame = unsent.poll(); frame != null; frame = unsent.poll()) {
            frames.add(frame);
        }
        return frames.isEmpty()
                ? SockJsFrame.closeFrame(reason.getCode(), reason.getReason())
                : SockJsFrame.messageFrame(CODEC, frames.toArray(String[]::new));
    }

    /**
     * Answers a request. For a session that is closed, or closes at this moment, it sends the unsent frames or the
     * close status.
     *
     * @param springHandling Spring's handling, for the first request and for a second one while another is open
     * @param successiveRequest handles any other request, with a format from {@link #withCloseStatus}
     */
    static void answer(
            ClientSockets sockets,
            AbstractHttpSockJsSession session,
            ServerHttpResponse response,
            Runnable springHandling,
            Runnable successiveRequest) {
        sockets.beforeRequest(session);
        if (!answerIfClosed(session, response)) {
            if (session.isNew()) {
                springHandling.run();
            } else if (!session.isActive()) {
                successiveRequest.run();
            } else if (!answerIfClosed(session, response)) {
                springHandling.run();
            }
        }
        sockets.afterRequest(session);
    }

    private static boolean answerIfClosed(AbstractHttpSockJsSession session, ServerHttpResponse response) {
        return session instanceof Session deferred && deferred.deferredClose().answerIfClosed(response);
    }

    private boolean answerIfClosed(ServerHttpResponse response) {
        CloseStatus reason = status;
        if (reason == null) {
            return false;
        }
        String frame = finalFrame(reason).getContent() + "\n";
        try {
            response.getBody().write(frame.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            log.debug("The client is gone", gone);
        }
        return true;
    }
}
