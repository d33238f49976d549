package io.stompdesk.realtime;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * The first thing that every frame of a client meets. Lets through what a client may send, from an
 * authenticated user, to a destination that the user's role may use. A refused SEND or SUBSCRIBE is
 * answered and goes no further; a frame that no honest client sends ends the connection.
 */
@Component
final class InboundGate implements ChannelInterceptor {

    private static final Set<StompCommand> FROM_CLIENTS =
            EnumSet.of(
                    StompCommand.CONNECT,
                    StompCommand.STOMP,
                    StompCommand.SUBSCRIBE,
                    StompCommand.UNSUBSCRIBE,
                    StompCommand.SEND,
                    StompCommand.DISCONNECT);

    /** What is read of a client's frame. */
    private static final Set<String> HEADERS =
            Set.of(
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

    private final Admission admission;
    private final Connections connections;
    private final Outbounds outbounds;
    private final DestinationRules rules;
    private final Answers answers;
    private final RealtimeSettings settings;
    private final Clock clock;

    InboundGate(
            Admission admission,
            Connections connections,
            Outbounds outbounds,
            DestinationRules rules,
            Answers answers,
            RealtimeSettings settings,
            Clock clock) {
        this.admission = admission;
        this.connections = connections;
        this.outbounds = outbounds;
        this.rules = rules;
        this.answers = answers;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
        StompHeaderAccessor headers =
                MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        if (headers == null) {
            return null;
        }
        StompCommand command = headers.getCommand();
        Outbound outbound = outbounds.find(Objects.requireNonNullElse(headers.getSessionId(), ""));
        if (command == StompCommand.DISCONNECT && outbound == null) {
            return message;
        }
        if (outbound == null || outbound.ending()) {
            return null;
        }
        outbound.framed();
        if (headers.isHeartbeat()) {
            return heartbeat(message, headers);
        }
        if (command == null || !FROM_CLIENTS.contains(command)) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        keepOwnHeaders(message);
        if (command != StompCommand.SEND && command != StompCommand.SUBSCRIBE) {
            // They go nowhere; the broker would pass over one that names somewhere else than it
            // serves.
            headers.removeHeader(SimpMessageHeaderAccessor.DESTINATION_HEADER);
        }
        return switch (command) {
            case CONNECT, STOMP -> admission.connect(message, headers, outbound);
            case DISCONNECT -> disconnect(message, headers);
            default -> fromConnected(message, headers);
        };
    }

    /**
     * Drops every header that is not ours to read: none may reach the code behind, or another
     * client. Of a header that comes twice the first one counts (STOMP 1.2).
     */
    private void keepOwnHeaders(Message<?> message) {
        @SuppressWarnings("unchecked")
        Map<String, List<String>> headers =
                (Map<String, List<String>>)
                        message.getHeaders().get(NativeMessageHeaderAccessor.NATIVE_HEADERS);
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

    private @Nullable Message<?> heartbeat(Message<?> message, StompHeaderAccessor headers) {
        Connection connection = connections.find(headers.getSessionId());
        if (connection == null) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
        if (connection.quota().takeFrame() == 0) {
            return message;
        }
        giveUpOn(connection);
        return null;
    }

    private static void giveUpOn(Connection connection) {
        if (connection.quota().givesUp()) {
            throw new Refusal(ErrorCode.RATE_LIMITED);
        }
    }

    /** From the client, or made by the transport when the socket is gone. */
    private Message<?> disconnect(Message<?> message, StompHeaderAccessor headers) {
        Connection connection = connections.find(headers.getSessionId());
        if (connection != null
                && headers.getCommand() == StompCommand.DISCONNECT
                && outbounds.isOpen(connection.id())) {
            connection.leave();
        }
        return message;
    }

    private @Nullable Message<?> fromConnected(Message<?> message, StompHeaderAccessor headers) {
        Connection connection = connections.find(headers.getSessionId());
        if (connection == null || !(headers.getUser() instanceof ConnectedUser user)) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        if (clock.instant().isAfter(connection.validUntil())) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        if (!withinQuota(connection, message, headers)) {
            return null;
        }
        try {
            checkShape(message);
            if (headers.getCommand() != StompCommand.UNSUBSCRIBE) {
                rules.check(user, message);
            }
            return message;
        } catch (Refusal refusal) {
            answers.refuse(message, refusal);
            return null;
        }
    }

    private boolean withinQuota(
            Connection connection, Message<?> message, StompHeaderAccessor headers) {
        Quota quota = connection.quota();
        long waitMs =
                headers.getCommand() == StompCommand.SEND ? quota.takeSend() : quota.takeFrame();
        if (waitMs == 0) {
            return true;
        }
        giveUpOn(connection);
        answers.refuse(
                message, new Refusal(ErrorCode.RATE_LIMITED, Map.of("retryAfterMs", waitMs)));
        return false;
    }

    private void checkShape(Message<?> message) {
        String receipt = Answers.receiptOf(message);
        if (receipt != null && receipt.length() > MAX_RECEIPT) {
            throw new Refusal(ErrorCode.RECEIPT_INVALID);
        }
        long max = settings.body().toBytes();
        if (message.getPayload() instanceof byte[] body && body.length > max) {
            throw new Refusal(ErrorCode.TOO_LARGE, Map.of("max", max));
        }
    }
}
