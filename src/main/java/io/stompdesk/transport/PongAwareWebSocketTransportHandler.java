package io.stompdesk.transport;

import java.util.Map;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.sockjs.SockJsException;
import org.springframework.web.socket.sockjs.transport.SockJsServiceConfig;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.handler.SockJsWebSocketHandler;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.WebSocketServerSockJsSession;

/**
 * SockJS's WebSocket transport. Unlike Spring's, it counts pongs as a sign of life, so that a client without heartbeats
 * does not count as dead, and takes long messages in pieces.
 */
final class PongAwareWebSocketTransportHandler extends WebSocketTransportHandler {

    /** A SockJS message wraps STOMP frames in JSON, where every character may be escaped. */
    private static final int ESCAPE_FACTOR = 2;

    private static final String EMPTY_ARRAY = "[]";

    private final ClientSockets sockets;
    private final TransportSettings settings;

    PongAwareWebSocketTransportHandler(ClientSockets sockets, ConnectionLimiter limiter, TransportSettings settings) {
        super(new DefaultHandshakeHandler(new GuardedUpgradeStrategy(limiter)));
        this.sockets = sockets;
        this.settings = settings;
    }

    /** Opens a plain WebSocket, without SockJS's session around it. */
    @Override
    public boolean doHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        return super.doHandshake(request, response, new RandomIdHandler(handler), attributes);
    }

    @Override
    public void handleRequest(
            ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler, SockJsSession session) {
        WebSocketServerSockJsSession socket = (WebSocketServerSockJsSession) session;
        try {
            getHandshakeHandler()
                    .doHandshake(
                            request,
                            response,
                            new Handler(getServiceConfig(), handler, socket),
                            socket.getAttributes());
        } catch (Exception failed) {
            socket.tryCloseWithSockJsTransportError(failed, CloseStatus.SERVER_ERROR);
            throw new SockJsException("The WebSocket handshake failed", socket.getId(), failed);
        }
    }

    private final class Handler extends SockJsWebSocketHandler {

        private final String id;
        private final StringBuilder begun = new StringBuilder(0);

        Handler(SockJsServiceConfig config, WebSocketHandler handler, WebSocketServerSockJsSession session) {
            super(config, handler, session);
            this.id = session.getId();
        }

        /** The container would keep a buffer for the longest message for each socket. */
        @Override
        public boolean supportsPartialMessages() {
            return true;
        }

        @Override
        public void handleTextMessage(WebSocketSession socket, TextMessage message) throws Exception {
            ClientSocket client = sockets.find(id);
            if (client == null || client.isEnding()) {
                return;
            }
            CloseStatus tooMany = isEmpty(message) ? client.unfinishedFrame().add(0) : null;
            if (tooMany != null) {
                client.cut(tooMany);
                return;
            }
            if (message.isLast() && begun.isEmpty()) {
                super.handleTextMessage(socket, message);
                return;
            }
            begun.append(message.getPayload());
            CloseStatus refused = begun.length() > settings.frame().toBytes() * ESCAPE_FACTOR
                    ? CloseCodes.FINAL
                    : client.unfinishedFrame().keep(message.getPayloadLength());
            if (refused != null) {
                client.cut(refused);
            } else if (message.isLast()) {
                String whole = begun.toString();
                begun.setLength(0);
                begun.trimToSize();
                super.handleTextMessage(socket, new TextMessage(whole));
            }
        }

        /** SockJS would drop it. An endless number of them would cost much CPU. */
        private static boolean isEmpty(TextMessage message) {
            return message.getPayloadLength() <= EMPTY_ARRAY.length();
        }

        @Override
        protected void handlePongMessage(WebSocketSession socket, PongMessage pong) {
            ClientSocket client = sockets.find(id);
            if (client != null) {
                client.activity().received();
            }
        }
    }
}
