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
 * A session over HTTP that may end while no request is open, and tells the next ones what was still to be sent, and
 * then why it ended. Spring says only that it is over, and a client would not know whether to log in again or to come
 * back.
 */
interface DeferredCloseSession {

    SockJsMessageCodec CODEC = new JacksonJsonSockJsMessageCodec();

    /** {@code null} while it has not ended. */
    @Nullable
    CloseStatus end();

    /**
     * It is about to be closed. Spring counts a session as closed before it says with what, and a request that came
     * between the two would not learn it.
     */
    void endsWith(CloseStatus status);

    /** What was handed over to the session and no request has fetched. */
    Queue<String> unsent();

    /**
     * For a session that ends while a request of its is being taken up, which Spring answers with a frame that says no
     * more than that it is over.
     */
    default SockJsFrameFormat telling(SockJsFrameFormat format) {
        return frame -> {
            CloseStatus end = end();
            return format.format(end != null && frame.equals(SockJsFrame.closeFrameGoAway()) ? last(end) : frame);
        };
    }

    /** Whether this is the close, and frames are still to be sent: the next request tells of it. */
    default boolean comesTooEarly(SockJsFrame frame) {
        return frame.getType() == SockJsFrameType.CLOSE && !unsent().isEmpty();
    }

    private SockJsFrame last(CloseStatus end) {
        List<String> left = new ArrayList<>();
        for (String frame = unsent().poll(); frame != null; frame = unsent().poll()) {
            left.add(frame);
        }
        return left.isEmpty()
                ? SockJsFrame.closeFrame(end.getCode(), end.getReason())
                : SockJsFrame.messageFrame(CODEC, left.toArray(String[]::new));
    }

    /**
     * Answers a request: as Spring does, but for a session that has ended, or ends just now.
     *
     * @param asSpring of which only the first request and one too many are left
     * @param takeUp a further request; tells by itself if the session ends meanwhile
     */
    static void answer(
            AbstractHttpSockJsSession session, ServerHttpResponse response, Runnable asSpring, Runnable takeUp) {
        if (tell(session, response)) {
            return;
        }
        if (session.isNew()) {
            asSpring.run();
        } else if (!session.isActive()) {
            takeUp.run();
        } else if (!tell(session, response)) {
            asSpring.run();
        }
    }

    private static boolean tell(AbstractHttpSockJsSession session, ServerHttpResponse response) {
        if (!(session instanceof DeferredCloseSession remembering)) {
            return false;
        }
        CloseStatus end = remembering.end();
        if (end == null) {
            return false;
        }
        String frame = remembering.last(end).getContent() + "\n";
        try {
            response.getBody().write(frame.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            LoggerFactory.getLogger(DeferredCloseSession.class).debug("A client went away", gone);
        }
        return true;
    }
}
