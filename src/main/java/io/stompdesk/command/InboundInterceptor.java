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
import java.time.Clock;
import java.util.EnumSet;
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
import org.springframework.stereotype.Component;

/**
 * Checks every frame from a client before anything else sees it. It passes on only frames that a client may send, from
 * an authenticated user, to a destination that the user's role may use. A refused SEND or SUBSCRIBE is answered with an
 * error and dropped. A frame that no regular client sends ends the connection.
 */
@Component
final class InboundInterceptor implements ChannelInterceptor {

    private static final Set<StompCommand> ALLOWED_COMMANDS = EnumSet.of(
            StompCommand.CONNECT,
            StompCommand.STOMP,
            StompCommand.SUBSCRIBE,
            StompCommand.UNSUBSCRIBE,
            StompCommand.SEND,
            StompCommand.DISCONNECT);

    private final ConnectHandler connectHandler;
    private final Connections connections;
    private final ClientSockets sockets;
    private final DestinationAuthorizationManager destinations;
    private final ReplySender replySender;
    private final FrameLimits limits;
    private final Clock clock;

    InboundInterceptor(
            ConnectHandler connectHandler,
            Connections connections,
            ClientSockets sockets,
            DestinationAuthorizationManager destinations,
            ReplySender replySender,
            FrameLimits limits,
            Clock clock) {
        this.connectHandler = connectHandler;
        this.connections = connections;
        this.sockets = sockets;
        this.destinations = destinations;
        this.replySender = replySender;
        this.limits = limits;
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
            // The transport reports the end of a socket to the broker with its own DISCONNECT message.
            return headers.getCommand() == StompCommand.DISCONNECT ? message : null;
        }
        return socket.isEnding() ? null : handleFrame(message, headers, socket);
    }

    private @Nullable Message<?> handleFrame(Message<?> message, StompHeaderAccessor headers, ClientSocket socket) {
        Connection connection = connections.find(headers.getSessionId());
        if (headers.isHeartbeat()) {
            return heartbeat(message, connection);
        }
        StompCommand command = headers.getCommand();
        if (command == null || !ALLOWED_COMMANDS.contains(command)) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        limits.retainKnownHeaders(message);
        if (command != StompCommand.SEND && command != StompCommand.SUBSCRIBE) {
            // Only these two have a destination. With a foreign destination, the broker would ignore any other frame.
            headers.removeHeader(SimpMessageHeaderAccessor.DESTINATION_HEADER);
        }
        if (connection != null) {
            connection.attachTo(headers);
        }
        return switch (command) {
            case CONNECT, STOMP -> connectHandler.connect(message, headers, socket);
            case DISCONNECT -> disconnect(message, connection);
            default -> handleConnectedFrame(message, headers, connection);
        };
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

    /** Counts a frame beyond the rate. Too many of them end the connection. */
    private static void countExcess(Connection connection) {
        if (connection.rateLimiter().exceedsRefusals()) {
            throw new Refusal(ErrorCode.RATE_LIMITED);
        }
    }

    private static Message<?> disconnect(Message<?> message, @Nullable Connection connection) {
        if (connection != null) {
            connection.disconnectReceived();
        }
        return message;
    }

    private @Nullable Message<?> handleConnectedFrame(
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
            limits.checkSizes(message);
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
}
