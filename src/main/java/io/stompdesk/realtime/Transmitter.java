package io.stompdesk.realtime;

import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/** Moves frames from an {@link Outbound} to its socket, in the way that suits the transport. */
sealed interface Transmitter permits WebSocketTransmitter, HttpTransmitter {

    /**
     * Takes frames with {@link Outbound#next()} until there is none. Called by whoever made the
     * outbound busy; must not block.
     */
    void transmit(Outbound outbound);

    /** Asks an idle client for a sign of life. */
    void ping(Outbound outbound);

    static Transmitter to(WebSocketSession socket) {
        if (socket instanceof AbstractHttpSockJsSession http) {
            return new HttpTransmitter(http);
        }
        if (socket instanceof NativeWebSocketSession webSocket) {
            return WebSocketTransmitter.to(webSocket, socket);
        }
        throw new IllegalArgumentException("Unknown transport: " + socket.getClass());
    }
}
