package io.stompdesk.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
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
 * Answers the session that sent a frame: with the reply and the RECEIPT of a command, or with an error if the frame was
 * refused. Errors go to the session's error queue. A session that has not subscribed to its error queue receives an
 * ERROR frame and is closed, so that no error goes unnoticed.
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
     * @param clientId the command's id, if it had one
     * @param receipt the receipt id that the client requested and that will not be sent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ErrorMessage(
            String code,
            String message,
            boolean retryable,
            @Nullable String clientId,
            @Nullable String receipt,
            Map<String, Object> data) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ReplyMessage(
            @Nullable UUID clientId,
            String type,
            @JsonRawValue String data) {}

    public void reply(Message<?> command, Reply reply) {
        Connection connection = Connection.of(command);
        if (connection != null) {
            index.sessionTopic(connection, SessionTopics.REPLIES).ifPresent(queue -> send(queue, reply));
            Receipts.send(connection.socket(), command);
        }
    }

    private void send(Subscription queue, Reply reply) {
        ReplyMessage message = new ReplyMessage(reply.clientId(), reply.type(), reply.data());
        queue.send("reply-" + number.incrementAndGet(), json.writeValueAsString(message));
    }

    /** Sends the RECEIPT of a command that has no reply. */
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

    /** Adds the subscription id if the refused frame is a SUBSCRIBE. */
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

    /** Returns {@code null} if the body cannot be read, which may be why the command was refused. */
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
