package io.stompdesk.transport;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/** Moves frames from the queue of a {@link ClientSocket} to the network, in the way that suits the transport. */
sealed interface Transmitter permits WebSocketTransmitter, HttpTransmitter {

    /**
     * Takes frames with {@link ClientSocket#nextFrame()} until there is none. Called by whoever claimed the queue; must
     * not block.
     */
    void transmit(ClientSocket socket);

    /** Asks an idle client for a sign of life. */
    void ping(ClientSocket socket);

    /** A request of the client is about to be answered, where the transport has requests. */
    default void beforeRequest(ClientSocket socket) {}

    /** Forgets what was handed over to the transport and has not left yet, where there can be such. */
    default void discard() {}

    /** The socket is about to be closed. */
    default void closing(CloseStatus status) {}

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
