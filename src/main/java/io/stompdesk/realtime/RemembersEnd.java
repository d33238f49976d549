package io.stompdesk.realtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.sockjs.frame.SockJsFrame;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/**
 * A session over HTTP that may end while no request is open, and tells the next one why. Spring
 * says only that it is over, and a client would not know whether to log in again or to come back.
 */
interface RemembersEnd {

    /** {@code null} while it has not ended. */
    @Nullable CloseStatus end();

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
