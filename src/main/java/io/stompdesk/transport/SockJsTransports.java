package io.stompdesk.transport;

import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.sockjs.transport.TransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.XhrReceivingTransportHandler;

/** Creates the customised Spring components of the {@code /ws} endpoint. */
@Component
public final class SockJsTransports {

    private final ClientSockets sockets;
    private final SockJsRequestFilter requestFilter;
    private final ConnectionLimiter limiter;
    private final TransportSettings settings;

    SockJsTransports(
            ClientSockets sockets,
            SockJsRequestFilter requestFilter,
            ConnectionLimiter limiter,
            TransportSettings settings) {
        this.sockets = sockets;
        this.limiter = limiter;
        this.requestFilter = requestFilter;
        this.settings = settings;
    }

    public HandshakeInterceptor handshakeInterceptor() {
        return new AddressHandshakeInterceptor();
    }

    /** WebSocket, HTTP streaming and HTTP polling. */
    public TransportHandler[] handlers() {
        return new TransportHandler[] {
            new PongAwareWebSocketTransportHandler(sockets, limiter, settings),
            new PacedXhrStreamingTransportHandler(sockets),
            new PacedXhrPollingTransportHandler(sockets),
            new XhrReceivingTransportHandler()
        };
    }

    /** The handler for the messages of all sockets. */
    public SubProtocolWebSocketHandler webSocketHandler(
            MessageChannel clientInbound, SubscribableChannel clientOutbound) {
        return new StompWebSocketHandler(clientInbound, clientOutbound, sockets, requestFilter, settings);
    }
}
