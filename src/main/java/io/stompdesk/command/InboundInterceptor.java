package io.stompdesk.command;

import io.stompdesk.connection.ConnectHandler;
import io.stompdesk.connection.ConnectedUser;
import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.subscription.ReplySender;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import io.stompdesk.transport.FrameRateLimiter;
import io.stompdesk.transport.RealtimeSettings;
import io.stompdesk.transport.Receipts;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.stereotype.Component;

/**
 * The first thing that every frame of a client meets. Lets through what a client may send, from an authenticated user,
 * to a destination that the user's role may use. A refused SEND or SUBSCRIBE is answered and goes no further; a frame
 * that no honest client sends ends the connection.
 */
@Component
final class InboundInterceptor implements ChannelInterceptor {

    private static final Set<StompCommand> FROM_CLIENTS = EnumSet.of(
            StompCommand.CONNECT,
            StompCommand.STOMP,
            StompCommand.SUBSCRIBE,
            StompCommand.UNSUBSCRIBE,
            StompCommand.SEND,
            StompCommand.DISCONNECT);

    /** What is read of a client's frame. */
    private static final Set<String> HEADERS = Set.of(
            "accept-version",
            "heart-beat",
            "Authorization",
            "passcode",
            "destination",
            "id",
            "receipt",
            "since",
            "snapshot");

    private static final int MAX_RECEIPT = 128;

    private final ConnectHandler connectHandler;
    private final Connections connections;
    private final ClientSockets sockets;
    private final DestinationAuthorizationManager destinations;
    private final ReplySender replySender;
    private final RealtimeSettings settings;
    private final Clock clock;

    InboundInterceptor(
            ConnectHandler connectHandler,
            Connections connections,
            ClientSockets sockets,
            DestinationAuthorizationManager destinations,
            ReplySender replySender,
            RealtimeSettings settings,
            Clock clock) {
        this.connectHandler = connectHandler;
        this.connections = connections;
        this.sockets = sockets;
        this.destinations = destinations;
        this.replySender = replySender;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
        StompHeaderAccessor headers = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (headers == null) {
            return null;
        }
        ClientSocket socket = sockets.find(headers.getSessionId());
        if (socket == null) {
            // The transport tells the broker of the end of a socket with a DISCONNECT of its own.
            return headers.getCommand() == StompCommand.DISCONNECT ? message : null;
        }
        return socket.isEnding() ? null : fromOpenSocket(message, headers, socket);
    }

    private @Nullable Message<?> fromOpenSocket(Message<?> message, StompHeaderAccessor headers, ClientSocket socket) {
        socket.activity().frameDecoded();
        Connection connection = connections.find(headers.getSessionId());
        if (headers.isHeartbeat()) {
            return heartbeat(message, connection);
        }
        StompCommand command = headers.getCommand();
        if (command == null || !FROM_CLIENTS.contains(command)) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        keepKnownHeaders(message);
        if (command != StompCommand.SEND && command != StompCommand.SUBSCRIBE) {
            // Only these two have a destination. The broker would ignore another frame that names a foreign one.
            headers.removeHeader(SimpMessageHeaderAccessor.DESTINATION_HEADER);
        }
        if (connection != null) {
            connection.attachTo(headers);
        }
        return switch (command) {
            case CONNECT, STOMP -> connectHandler.connect(message, headers, socket);
            case DISCONNECT -> disconnect(message, connection);
            default -> fromConnected(message, headers, connection);
        };
    }

    /**
     * Drops every header that the desk does not read, so that none reaches the code behind or another client. The first
     * one of a repeated header counts (STOMP 1.2).
     */
    private void keepKnownHeaders(Message<?> message) {
        @SuppressWarnings("unchecked")
        Map<String, List<String>> headers =
                (Map<String, List<String>>) message.getHeaders().get(NativeMessageHeaderAccessor.NATIVE_HEADERS);
        if (headers == null) {
            return;
        }
        int count = 0;
        int chars = 0;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                count++;
                chars += header.getKey().length() + value.length();
            }
        }
        if (count > settings.headers() || chars > settings.headerChars()) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        headers.keySet().retainAll(HEADERS);
        headers.values().forEach(values -> values.subList(1, values.size()).clear());
    }

    private @Nullable Message<?> heartbeat(Message<?> message, @Nullable Connection connection) {
        if (connection == null) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        if (connection.rateLimiter().takeFrame() == 0) {
            return message;
        }
        countExcess(connection);
        return null;
    }

    /** One more frame went beyond the rate; too many of them end the connection. */
    private static void countExcess(Connection connection) {
        if (connection.rateLimiter().isExhausted()) {
            throw new Refusal(ErrorCode.RATE_LIMITED);
        }
    }

    private static Message<?> disconnect(Message<?> message, @Nullable Connection connection) {
        if (connection != null) {
            connection.leave();
        }
        return message;
    }

    private @Nullable Message<?> fromConnected(
            Message<?> message, StompHeaderAccessor headers, @Nullable Connection connection) {
        if (connection == null
                || !(headers.getUser() instanceof ConnectedUser user)
                || clock.instant().isAfter(connection.validUntil())) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        if (!isWithinRate(connection, message, headers)) {
            return null;
        }
        try {
            checkShape(message);
            if (headers.getCommand() != StompCommand.UNSUBSCRIBE) {
                destinations.check(user, message);
            }
            return message;
        } catch (Refusal refusal) {
            replySender.refuse(message, refusal);
            return null;
        }
    }

    private boolean isWithinRate(Connection connection, Message<?> message, StompHeaderAccessor headers) {
        FrameRateLimiter rateLimiter = connection.rateLimiter();
        long waitMs = headers.getCommand() == StompCommand.SEND ? rateLimiter.takeSend() : rateLimiter.takeFrame();
        if (waitMs == 0) {
            return true;
        }
        countExcess(connection);
        replySender.refuse(message, new Refusal(ErrorCode.RATE_LIMITED, Map.of("retryAfterMs", waitMs)));
        return false;
    }

    private void checkShape(Message<?> message) {
        String receipt = Receipts.requestedBy(message);
        if (receipt != null && receipt.length() > MAX_RECEIPT) {
            throw new Refusal(ErrorCode.RECEIPT_INVALID);
        }
        long max = settings.body().toBytes();
        if (message.getPayload() instanceof byte[] body && body.length > max) {
            throw new Refusal(ErrorCode.TOO_LARGE, Map.of("max", max));
        }
    }
}
