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

    /** The only headers of a client's frame that the desk reads. */
    private static final Set<String> KNOWN_HEADERS = Set.of(
            "accept-version",
            "heart-beat",
            "Authorization",
            "passcode",
            "destination",
            "id",
            "receipt",
            "since",
            "snapshot");

    private static final int MAX_RECEIPT_LENGTH = 128;

    private final ConnectHandler connectHandler;
    private final Connections connections;
    private final ClientSockets sockets;
    private final DestinationAuthorizationManager destinations;
    private final ReplySender replySender;
    private final CommandSettings settings;
    private final Clock clock;

    InboundInterceptor(
            ConnectHandler connectHandler,
            Connections connections,
            ClientSockets sockets,
            DestinationAuthorizationManager destinations,
            ReplySender replySender,
            CommandSettings settings,
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
            // The transport reports the end of a socket to the broker with its own DISCONNECT message.
            return headers.getCommand() == StompCommand.DISCONNECT ? message : null;
        }
        return socket.isEnding() ? null : handleFrame(message, headers, socket);
    }

    private @Nullable Message<?> handleFrame(Message<?> message, StompHeaderAccessor headers, ClientSocket socket) {
        socket.activity().frameCompleted();
        Connection connection = connections.find(headers.getSessionId());
        if (headers.isHeartbeat()) {
            return heartbeat(message, connection);
        }
        StompCommand command = headers.getCommand();
        if (command == null || !ALLOWED_COMMANDS.contains(command)) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        retainKnownHeaders(message);
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

    /**
     * Drops every header that the desk does not read, so that none reaches other code or another client. The first
     * value of a repeated header counts (STOMP 1.2).
     */
    private void retainKnownHeaders(Message<?> message) {
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
        headers.keySet().retainAll(KNOWN_HEADERS);
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
            checkSizes(message);
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

    private void checkSizes(Message<?> message) {
        String receipt = Receipts.requestedBy(message);
        if (receipt != null && receipt.length() > MAX_RECEIPT_LENGTH) {
            throw new Refusal(ErrorCode.RECEIPT_INVALID);
        }
        long max = settings.body().toBytes();
        if (message.getPayload() instanceof byte[] body && body.length > max) {
            throw new Refusal(ErrorCode.TOO_LARGE, Map.of("max", max));
        }
    }
}
