package io.stompdesk.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stompdesk.connection.Connection;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Reply;
import io.stompdesk.transport.CloseCodes;
import io.stompdesk.transport.Receipts;
import io.stompdesk.transport.StompFrames;
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
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the session that sent a frame: the reply and the RECEIPT of a command, or the error of a frame that was
 * refused. An error goes to the session's error queue. A session without one gets an ERROR frame and is closed, so that
 * every refusal is seen.
 */
@Component
public final class ReplySender {

    private final SubscriptionIndex index;
    private final JsonMapper json;
    private final AtomicLong number = new AtomicLong();

    ReplySender(SubscriptionIndex index, JsonMapper json) {
        this.index = index;
        this.json = json;
    }

    /**
     * An error as clients see it.
     *
     * @param clientId of the command, where it had one
     * @param receipt that was asked for and is not given
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ErrorMessage(
            String code,
            String message,
            boolean retryable,
            @Nullable String clientId,
            @Nullable String receipt,
            Map<String, Object> data) {}

    public void reply(Message<?> command, Reply reply) {
        Connection connection = Connection.of(command);
        if (connection != null) {
            UUID clientId = reply.clientId();
            String id = clientId == null ? "" : "\"clientId\":\"" + clientId + "\",";
            String body = "{" + id + "\"type\":\"" + reply.type() + "\",\"data\":" + reply.data() + "}";
            index.sessionTopic(connection, SessionTopics.REPLIES)
                    .ifPresent(queue -> queue.send("reply-" + number.incrementAndGet(), body));
            Receipts.send(connection.socket(), command);
        }
    }

    /** For a command that was handled without a reply. */
    public void receipt(Message<?> command) {
        Connection connection = Connection.of(command);
        if (connection != null) {
            Receipts.send(connection.socket(), command);
        }
    }

    public void refuse(Message<?> frame, Refusal refusal) {
        Connection connection = Connection.of(frame);
        if (connection == null) {
            return;
        }
        String body = json.writeValueAsString(error(frame, refusal));
        Optional<Subscription> queue = index.sessionTopic(connection, SessionTopics.ERRORS);
        if (queue.isPresent()) {
            queue.get().send("error-" + number.incrementAndGet(), body);
        } else {
            String receipt = Objects.requireNonNullElse(Receipts.requestedBy(frame), "");
            connection.socket().send(StompFrames.error(refusal.code().name(), receipt, body));
            connection.socket().close(CloseCodes.ofCommand(refusal.code()));
        }
    }

    public ErrorMessage error(@Nullable Message<?> frame, Refusal refusal) {
        return new ErrorMessage(
                refusal.code().name(),
                refusal.code().message(),
                refusal.code().retryable(),
                frame == null ? null : clientIdOf(frame),
                frame == null ? null : Receipts.requestedBy(frame),
                frame == null ? refusal.data() : dataOf(frame, refusal));
    }

    /** With the id of a subscription that is refused. */
    private static Map<String, Object> dataOf(Message<?> frame, Refusal refusal) {
        String subscription = SimpMessageHeaderAccessor.getSubscriptionId(frame.getHeaders());
        boolean subscribe = SimpMessageHeaderAccessor.getMessageType(frame.getHeaders()) == SimpMessageType.SUBSCRIBE;
        if (!subscribe || subscription == null) {
            return refusal.data();
        }
        Map<String, Object> data = new HashMap<>(refusal.data());
        data.put("subscription", subscription);
        return data;
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
