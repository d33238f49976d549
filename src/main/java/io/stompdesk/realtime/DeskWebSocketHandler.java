package io.stompdesk.realtime;

import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;

/**
 * Spring's handler, which gives each socket its {@link Outbound} and notices every sign of life.
 */
final class DeskWebSocketHandler extends SubProtocolWebSocketHandler {

    /** A SockJS frame is JSON around a STOMP frame, in which every character may be escaped. */
    private static final int ESCAPED = 2;

    private final Outbounds outbounds;
    private final SocketDoor door;
    private final RealtimeSettings settings;

    DeskWebSocketHandler(
            MessageChannel clientInbound,
            SubscribableChannel clientOutbound,
            Outbounds outbounds,
            SocketDoor door,
            RealtimeSettings settings) {
        super(clientInbound, clientOutbound);
        this.outbounds = outbounds;
        this.door = door;
        this.settings = settings;
    }

    @Override
    protected WebSocketSession decorateSession(WebSocketSession socket) {
        socket.setTextMessageSizeLimit(Math.toIntExact(settings.frame().toBytes()) * ESCAPED);
        Outbound outbound = outbounds.open(socket);
        door.opened(socket.getId());
        return outbound;
    }

    @Override
    public void handleMessage(WebSocketSession socket, WebSocketMessage<?> message)
            throws Exception {
        Outbound outbound = outbounds.find(socket.getId());
        if (outbound == null || outbound.ending()) {
            return;
        }
        outbound.heard();
        if (message instanceof PongMessage) {
            return;
        }
        if (outbound.pieces() > settings.pieces()) {
            // The decoder begins anew with each piece: many tiny ones cost much for little.
            outbound.cut(CloseCodes.FINAL);
            return;
        }
        super.handleMessage(socket, message);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession socket, CloseStatus status)
            throws Exception {
        outbounds.closed(socket.getId());
        super.afterConnectionClosed(socket, status);
    }

    /**
     * A frame may come in pieces: the decoder puts them together, so the container needs no large
     * buffers.
     */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }
}
