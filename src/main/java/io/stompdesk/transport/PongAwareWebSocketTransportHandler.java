package io.stompdesk.transport;

import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
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
 * SockJS's WebSocket transport, which also counts pongs as a sign of life. Spring's own handler ignores them, so a
 * client without heartbeats would count as dead.
 */
final class PongAwareWebSocketTransportHandler extends WebSocketTransportHandler {

    private final ClientSockets sockets;

    PongAwareWebSocketTransportHandler(ClientSockets sockets) {
        super(new DefaultHandshakeHandler());
        this.sockets = sockets;
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
                            new PongAwareHandler(getServiceConfig(), handler, socket, sockets),
                            socket.getAttributes());
        } catch (Exception failed) {
            socket.tryCloseWithSockJsTransportError(failed, CloseStatus.SERVER_ERROR);
            throw new SockJsException("The WebSocket handshake failed", socket.getId(), failed);
        }
    }

    private static final class PongAwareHandler extends SockJsWebSocketHandler {

        private final String id;
        private final ClientSockets sockets;

        PongAwareHandler(
                SockJsServiceConfig config,
                WebSocketHandler handler,
                WebSocketServerSockJsSession session,
                ClientSockets sockets) {
            super(config, handler, session);
            this.id = session.getId();
            this.sockets = sockets;
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
