package io.stompdesk.realtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.sockjs.frame.SockJsFrame;
import org.springframework.web.socket.sockjs.frame.SockJsFrameFormat;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/**
 * A session over HTTP that may end while no request is open, and tells the next one why. Spring
 * says only that it is over, and a client would not know whether to log in again or to come back.
 */
interface RemembersEnd {

    /** {@code null} while it has not ended. */
    @Nullable CloseStatus end();

    /**
     * The same for a session that ends while a request of its is being taken up, which Spring
     * answers with a frame that says no more than that it is over.
     */
    default SockJsFrameFormat telling(SockJsFrameFormat format) {
        return frame -> {
            CloseStatus end = end();
            return format.format(
                    end != null && frame.equals(SockJsFrame.closeFrameGoAway())
                            ? SockJsFrame.closeFrame(end.getCode(), end.getReason())
                            : frame);
        };
    }

    /** Whether the session has ended; then the request is answered with how. */
    static boolean tell(AbstractHttpSockJsSession session, ServerHttpResponse response) {
        CloseStatus end = session instanceof RemembersEnd remembering ? remembering.end() : null;
        if (end == null) {
            return false;
        }
        String frame = SockJsFrame.closeFrame(end.getCode(), end.getReason()).getContent() + "\n";
        try {
            response.getBody().write(frame.getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            LoggerFactory.getLogger(RemembersEnd.class).debug("A client went away", gone);
        }
        return true;
    }
}
