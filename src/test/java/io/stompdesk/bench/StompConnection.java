package io.stompdesk.bench;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** A client's STOMP connection, whatever carries it. */
public interface StompConnection {

    /** Where frames go. */
    interface Listener {

        void frame(StompFrame frame);

        /** @param code the WebSocket close code, 1006 if there was none */
        default void closed(int code) {}
    }

    /** What carries STOMP. */
    enum Transport {
        WEBSOCKET,
        SOCKJS_WEBSOCKET,
        XHR_STREAMING,
        XHR;

        /** As {@code -Dproof.transport=} names one; a plain WebSocket if it does not. */
        public static Transport chosen() {
            return valueOf(System.getProperty("proof.transport", "websocket").toUpperCase());
        }
    }

    /** Begins to connect; see {@link #connected()}. Asks for no STOMP heartbeats. */
    static StompConnection open(
            StompLoop loop, InetSocketAddress desk, Transport transport, String token, Listener listener) {
        return switch (transport) {
            case WEBSOCKET -> StompClient.open(loop, desk, token, listener);
            case SOCKJS_WEBSOCKET -> StompClient.overSockJs(loop, desk, token, listener);
            case XHR_STREAMING -> new XhrClient(loop, desk, "xhr_streaming", token, listener);
            case XHR -> new XhrClient(loop, desk, "xhr", token, listener);
        };
    }

    /** Done when CONNECTED has come; fails if the connection ends before. */
    CompletableFuture<? extends StompConnection> connected();

    /** Done when the connection has ended, with its close code. */
    CompletableFuture<Integer> closed();

    default boolean isOpen() {
        return connected().isDone() && !closed().isDone();
    }

    /** By which the desk's side can be found: the client's port, or the id of a SockJS session. */
    String tag();

    /** Sends a STOMP frame; {@code headers} has one per line, each with its line feed. */
    void send(String command, String headers, String body);

    /** Goes away without a word: a reset, not a close. */
    void cut();

    /** Stops or goes on taking what the server sends. */
    default void reads(boolean wanted) {
        throw new UnsupportedOperationException("only a WebSocket");
    }

    /** From now on says nothing by itself: no pongs. */
    default void playDead() {
        throw new UnsupportedOperationException("only a WebSocket");
    }
}
