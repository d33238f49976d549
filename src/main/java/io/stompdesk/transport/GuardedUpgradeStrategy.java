package io.stompdesk.transport;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/** Opens WebSockets whose Tomcat side is a {@link GuardedUpgradeHandler}. */
final class GuardedUpgradeStrategy extends StandardWebSocketUpgradeStrategy {

    private final ConnectionLimiter limiter;

    GuardedUpgradeStrategy(ConnectionLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public void upgrade(
            ServerHttpRequest request,
            ServerHttpResponse response,
            @Nullable String protocol,
            List<WebSocketExtension> extensions,
            @Nullable Principal user,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest guarded = new GuardedRequest(getHttpServletRequest(request));
        super.upgrade(new ServletServerHttpRequest(guarded), response, protocol, extensions, user, handler, attributes);
    }

    /** Tomcat asks the request for an upgrade handler of its own class. */
    private final class GuardedRequest extends HttpServletRequestWrapper {

        GuardedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            if (type != WsHttpUpgradeHandler.class) {
                return super.upgrade(type);
            }
            GuardedUpgradeHandler handler = super.upgrade(GuardedUpgradeHandler.class);
            ControlFrameLimit limit = limiter.forControlFrames();
            if (limit != null) {
                handler.limit(limit);
            }
            return type.cast(handler);
        }
    }
}
