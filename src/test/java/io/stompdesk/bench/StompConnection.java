package io.stompdesk.bench;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** A client's STOMP connection over any transport. */
public interface StompConnection {

    /** Receives the frames. */
    interface Listener {

        void frame(StompFrame frame);

        /** @param code the WebSocket close code; 1006 if there was none */
        default void closed(int code) {}
    }

    /** A transport. */
    enum Transport {
        WEBSOCKET,
        SOCKJS_WEBSOCKET,
        XHR_STREAMING,
        XHR;

        /** The transport that {@code -Dproof.transport=} names; by default a plain WebSocket. */
        public static Transport chosen() {
            return valueOf(System.getProperty("proof.transport", "websocket").toUpperCase());
        }
    }

    /** Begins to connect; see {@link #connected()}. Offers no STOMP heartbeats. */
    static StompConnection open(
            StompLoop loop, InetSocketAddress desk, Transport transport, String token, Listener listener) {
        return switch (transport) {
            case WEBSOCKET -> StompClient.open(loop, desk, token, listener);
            case SOCKJS_WEBSOCKET -> StompClient.overSockJs(loop, desk, token, listener);
            case XHR_STREAMING -> new XhrClient(loop, desk, "xhr_streaming", token, listener);
            case XHR -> new XhrClient(loop, desk, "xhr", token, listener);
        };
    }

    /** Completes when CONNECTED has arrived. Fails if the connection ends before. */
    CompletableFuture<? extends StompConnection> connected();

    /** Completes with the close code when the connection has ended. */
    CompletableFuture<Integer> closed();

    default boolean isOpen() {
        return connected().isDone() && !closed().isDone();
    }

    /** Identifies the connection on the desk's side: the client's port, or the id of the SockJS session. */
    String tag();

    /** Sends a STOMP frame. {@code headers} has one header per line, each with its line feed. */
    void send(String command, String headers, String body);

    /** Resets the connection without a close. */
    void cut();

    /** Stops or resumes reading. */
    default void reads(boolean wanted) {
        throw new UnsupportedOperationException("only a WebSocket");
    }

    /** From now on sends nothing by itself, not even pongs. */
    default void playDead() {
        throw new UnsupportedOperationException("only a WebSocket");
    }
}
