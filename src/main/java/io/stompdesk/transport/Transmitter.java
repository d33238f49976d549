package io.stompdesk.transport;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/** Moves frames from the queue of a {@link ClientSocket} to the network, in the way that suits the transport. */
sealed interface Transmitter permits WebSocketTransmitter, HttpTransmitter {

    /**
     * Takes frames with {@link ClientSocket#nextFrame()} until there is none. Called by the thread that claimed the
     * queue. Must not block.
     */
    void transmit(ClientSocket socket);

    /** Requests a sign of life from an idle client. */
    void ping(ClientSocket socket);

    /** Called before a request of the client is answered, on transports with requests. */
    default void beforeRequest(ClientSocket socket) {}

    /** Discards frames that the transport has buffered, if it buffers any. */
    default void discard() {}

    /** Called before the socket is closed. */
    default void closing(CloseStatus status) {}

    static Transmitter to(WebSocketSession socket) {
        WebSocketSession session = WebSocketSessionDecorator.unwrap(socket);
        if (session instanceof AbstractHttpSockJsSession http) {
            return new HttpTransmitter(http);
        }
        if (session instanceof NativeWebSocketSession webSocket) {
            return WebSocketTransmitter.to(webSocket, socket);
        }
        throw new IllegalArgumentException("Unknown transport: " + socket.getClass());
    }
}
