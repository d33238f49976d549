package io.stompdesk.transport;

import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/** Spring's handler, extended to wrap each socket in a {@link ClientSocket} and to record every sign of life. */
final class StompWebSocketHandler extends SubProtocolWebSocketHandler {

    /** A SockJS frame wraps a STOMP frame in JSON, where every character may be escaped. */
    private static final int ESCAPE_FACTOR = 2;

    private final ClientSockets sockets;
    private final SockJsRequestFilter requestFilter;
    private final TransportSettings settings;

    StompWebSocketHandler(
            MessageChannel clientInbound,
            SubscribableChannel clientOutbound,
            ClientSockets sockets,
            SockJsRequestFilter requestFilter,
            TransportSettings settings) {
        super(clientInbound, clientOutbound);
        this.sockets = sockets;
        this.requestFilter = requestFilter;
        this.settings = settings;
    }

    @Override
    protected WebSocketSession decorateSession(WebSocketSession socket) {
        socket.setTextMessageSizeLimit(Math.toIntExact(settings.frame().toBytes()) * ESCAPE_FACTOR);
        ClientSocket client = sockets.open(socket);
        requestFilter.opened(socket.getId());
        return client;
    }

    @Override
    public void handleMessage(WebSocketSession socket, WebSocketMessage<?> message) throws Exception {
        ClientSocket client = sockets.find(socket.getId());
        if (client == null || client.isEnding()) {
            return;
        }
        client.activity().received();
        if (message instanceof PongMessage) {
            return;
        }
        if (client.activity().countPiece() > settings.pieces()) {
            // The decoder restarts with each piece, so many tiny pieces would cost much CPU.
            client.cut(CloseCodes.FINAL);
            return;
        }
        super.handleMessage(socket, message);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) throws Exception {
        sockets.closed(socket.getId());
        super.afterConnectionClosed(socket, status);
    }

    /** A frame may arrive in pieces. The decoder assembles them, so the container needs no large buffers. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }
}
