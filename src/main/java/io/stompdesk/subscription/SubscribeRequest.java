package io.stompdesk.subscription;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/**
 * A SUBSCRIBE frame.
 *
 * @param id the client's id for the subscription, unique in its session
 * @param destination as the client wrote it
 * @param since the last seq that the client has; {@code null} if the client did not name one
 * @param snapshot whether the client requests a snapshot first
 * @param frame the frame itself
 */
record SubscribeRequest(
        String id, String destination, @Nullable Long since, boolean snapshot, Message<?> frame) {

    static final int MAX_ID = 64;

    static SubscribeRequest of(Message<?> frame) {
        StompHeaderAccessor headers = StompHeaderAccessor.wrap(frame);
        String id = headers.getSubscriptionId();
        if (id == null || id.isEmpty() || id.length() > MAX_ID) {
            throw new Refusal(ErrorCode.SUBSCRIPTION_INVALID);
        }
        Long since = since(headers.getFirstNativeHeader("since"));
        boolean snapshot = snapshot(headers.getFirstNativeHeader("snapshot"));
        if (since != null && snapshot) {
            throw new Refusal(ErrorCode.SINCE_AND_SNAPSHOT);
        }
        String asWritten = headers.getFirstNativeHeader(SimpMessageHeaderAccessor.ORIGINAL_DESTINATION);
        String destination = asWritten == null ? Objects.requireNonNull(headers.getDestination()) : asWritten;
        return new SubscribeRequest(id, destination, since, snapshot, frame);
    }

    /** Checks that the topic supports what the client requests: only streams can be resumed or have a snapshot. */
    void requireSupportedBy(Topic topic) {
        if (topic.stream() == null && since != null) {
            throw new Refusal(ErrorCode.SINCE_INVALID);
        }
        if (topic.stream() == null && snapshot) {
            throw new Refusal(ErrorCode.SNAPSHOT_INVALID);
        }
    }

    private static boolean snapshot(@Nullable String header) {
        return switch (header) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refusal(ErrorCode.SNAPSHOT_INVALID);
        };
    }

    private static @Nullable Long since(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            long since = Long.parseLong(header);
            if (since >= 0 && header.charAt(0) != '+') {
                return since;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below.
        }
        throw new Refusal(ErrorCode.SINCE_INVALID);
    }
}
