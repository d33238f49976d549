package io.stompdesk.transport;

import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.StompSubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolHandler;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/** Spring's handler, extended to wrap each socket in a {@link ClientSocket} and to record every sign of life. */
final class StompWebSocketHandler extends SubProtocolWebSocketHandler {

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
    public void addProtocolHandler(SubProtocolHandler handler) {
        if (handler instanceof StompSubProtocolHandler stomp) {
            stomp.setDecoder(new CountingStompDecoder());
        }
        super.addProtocolHandler(handler);
    }

    @Override
    protected WebSocketSession decorateSession(WebSocketSession socket) {
        socket.setTextMessageSizeLimit(settings.pieceChars());
        ClientSocket client = sockets.open(socket);
        requestFilter.opened(socket.getId());
        return client;
    }

    /** The limit is enforced last: Spring never forgets a socket that ends before Spring has recorded it. */
    @Override
    public void afterConnectionEstablished(WebSocketSession socket) throws Exception {
        super.afterConnectionEstablished(socket);
        sockets.enforceLimit(socket.getId());
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
        CloseStatus refused = client.unfinishedFrame().add(message.getPayloadLength());
        if (refused != null) {
            client.cut(refused);
            return;
        }
        CountingStompDecoder.count(client.unfinishedFrame(), () -> super.handleMessage(socket, message));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) throws Exception {
        ClientSocket client = sockets.find(socket.getId());
        if (client != null) {
            client.closedByTransport(status);
        }
        sockets.closed(socket.getId());
        super.afterConnectionClosed(socket, status);
    }

    /** A frame may arrive in pieces. The decoder assembles them, so the container needs no large buffers. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }
}
