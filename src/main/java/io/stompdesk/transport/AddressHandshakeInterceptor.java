package io.stompdesk.transport;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Carries a request's address, as {@link SockJsRequestFilter} saw it, over to the session that it opens. */
final class AddressHandshakeInterceptor implements HandshakeInterceptor {

    /** As an attribute of requests, and of the sockets that they open. */
    static final String ADDRESS = "stompdesk.address";

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        if (request instanceof ServletServerHttpRequest servlet
                && servlet.getServletRequest().getAttribute(ADDRESS) instanceof String address) {
            attributes.put(ADDRESS, address);
        }
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception failure) {}
}
