package io.stompdesk.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
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
 * An HTTP session of SockJS that can be closed while no request is open. Its next requests first receive the frames
 * that are still unsent, then the close status. Spring's own sessions answer with "Go away!" only, so a client would
 * not know whether to log in again or to reconnect.
 */
interface DeferredCloseSession {

    SockJsMessageCodec CODEC = new JacksonJsonSockJsMessageCodec();

    /** The status that the session was closed with; {@code null} while it is open. */
    @Nullable
    CloseStatus closeStatus();

    /**
     * Called just before the session is closed. Spring marks a session as closed before it passes on the status. A
     * request that arrives between the two would not learn the status.
     */
    void closingWith(CloseStatus status);

    /** Frames that were handed over to the session and that no request has fetched yet. */
    Queue<String> unsentFrames();

    /**
     * Replaces Spring's "Go away!" frame, with which it answers a request if the session closes at the same moment, by
     * the unsent frames or the close status.
     */
    default SockJsFrameFormat withCloseStatus(SockJsFrameFormat format) {
        return frame -> {
            CloseStatus status = closeStatus();
            return format.format(
                    status != null && frame.equals(SockJsFrame.closeFrameGoAway()) ? finalFrame(status) : frame);
        };
    }

    /** Whether this is the close frame although other frames are unsent. A later request then receives the close. */
    default boolean isPrematureClose(SockJsFrame frame) {
        return frame.getType() == SockJsFrameType.CLOSE && !unsentFrames().isEmpty();
    }

    private SockJsFrame finalFrame(CloseStatus status) {
        List<String> frames = new ArrayList<>();
        for (String frame = unsentFrames().poll();
                frame != null;
                frame = unsentFrames().poll()) {
            frames.add(frame);
        }
        return frames.isEmpty()
                ? SockJsFrame.closeFrame(status.getCode(), status.getReason())
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
            AbstractHttpSockJsSession session,
            ServerHttpResponse response,
            Runnable springHandling,
            Runnable successiveRequest) {
        if (answerIfClosed(session, response)) {
            return;
        }
        if (session.isNew()) {
            springHandling.run();
        } else if (!session.isActive()) {
            successiveRequest.run();
        } else if (!answerIfClosed(session, response)) {
            springHandling.run();
        }
    }

    private static boolean answerIfClosed(AbstractHttpSockJsSession session, ServerHttpResponse response) {
        if (!(session instanceof DeferredCloseSession deferred)) {
            return false;
        }
        CloseStatus status = deferred.closeStatus();
        if (status == null) {
            return false;
        }
        String frame = deferred.finalFrame(status).getContent() + "\n";
        try {
            response.getBody().write(frame.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            LoggerFactory.getLogger(DeferredCloseSession.class).debug("The client is gone", gone);
        }
        return true;
    }
}
