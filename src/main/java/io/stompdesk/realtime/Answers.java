package io.stompdesk.realtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the one who asked: the reply and the RECEIPT of a command, or the error of a frame that
 * was refused. An error goes to the session's error queue; where there is none, an ERROR frame ends
 * the connection, so that no refusal is silent.
 */
@Component
final class Answers {

    private final Connections connections;
    private final JsonMapper json;
    private final AtomicLong number = new AtomicLong();

    Answers(Connections connections, JsonMapper json) {
        this.connections = connections;
        this.json = json;
    }

    /**
     * An error as clients see it.
     *
     * @param clientId of the command, where it had one
     * @param receipt that was asked for and is not given
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorMessage(
            String code,
            String message,
            boolean retryable,
            @Nullable String clientId,
            @Nullable String receipt,
            Map<String, Object> data) {}

    void reply(Message<?> command, Reply reply) {
        Connection connection =
                connections.find(SimpMessageHeaderAccessor.getSessionId(command.getHeaders()));
        if (connection != null) {
            UUID clientId = reply.clientId();
            String id = clientId == null ? "" : "\"clientId\":\"" + clientId + "\",";
            String body =
                    "{" + id + "\"type\":\"" + reply.type() + "\",\"data\":" + reply.data() + "}";
            queue(connection, SessionQueues.REPLIES)
                    .ifPresent(queue -> queue.send("reply-" + number.incrementAndGet(), body));
            receipt(connection, command);
        }
    }

    /** For what was handled without a reply. */
    void receipt(Message<?> command) {
        Connection connection =
                connections.find(SimpMessageHeaderAccessor.getSessionId(command.getHeaders()));
        if (connection != null) {
            receipt(connection, command);
        }
    }

    private static void receipt(Connection connection, Message<?> command) {
        String receipt = receiptOf(command);
        if (receipt != null) {
            connection.outbound().send(StompFrames.receipt(receipt));
        }
    }

    void refuse(Message<?> frame, Refusal refusal) {
        Connection connection =
                connections.find(SimpMessageHeaderAccessor.getSessionId(frame.getHeaders()));
        if (connection == null) {
            return;
        }
        String body = json.writeValueAsString(error(frame, refusal));
        Optional<Subscription> queue = queue(connection, SessionQueues.ERRORS);
        if (queue.isPresent()) {
            queue.get().send("error-" + number.incrementAndGet(), body);
        } else {
            String receipt = Objects.requireNonNullElse(receiptOf(frame), "");
            connection.outbound().send(StompFrames.error(refusal.code().name(), receipt, body));
            connection.outbound().close(CloseCodes.ofCommand(refusal.code()));
        }
    }

    ErrorMessage error(@Nullable Message<?> frame, Refusal refusal) {
        return new ErrorMessage(
                refusal.code().name(),
                refusal.code().message(),
                refusal.code().retryable(),
                frame == null ? null : clientIdOf(frame),
                frame == null ? null : receiptOf(frame),
                frame == null ? refusal.data() : dataOf(frame, refusal));
    }

    /** With the id of a subscription that is refused. */
    private static Map<String, Object> dataOf(Message<?> frame, Refusal refusal) {
        String subscription = SimpMessageHeaderAccessor.getSubscriptionId(frame.getHeaders());
        boolean subscribe =
                SimpMessageHeaderAccessor.getMessageType(frame.getHeaders())
                        == SimpMessageType.SUBSCRIBE;
        if (!subscribe || subscription == null) {
            return refusal.data();
        }
        Map<String, Object> data = new HashMap<>(refusal.data());
        data.put("subscription", subscription);
        return data;
    }

    private static Optional<Subscription> queue(Connection connection, String destination) {
        return connection.subscriptions().values().stream()
                .filter(subscription -> subscription.destination().equals(destination))
                .findFirst();
    }

    static @Nullable String receiptOf(Message<?> frame) {
        return StompHeaderAccessor.getFirstNativeHeader("receipt", frame.getHeaders());
    }

    /** As far as it can be read: a command may be refused because its body cannot. */
    private @Nullable String clientIdOf(Message<?> frame) {
        try {
            if (frame.getPayload() instanceof byte[] body && body.length > 0) {
                JsonNode id =
                        json.readTree(new String(body, StandardCharsets.UTF_8)).path("clientId");
                return id.isString() && id.stringValue().length() <= 64 ? id.stringValue() : null;
            }
        } catch (JacksonException unreadable) {
            return null;
        }
        return null;
    }
}
