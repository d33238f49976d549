package io.stompdesk.realtime;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompConversionException;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.socket.messaging.StompSubProtocolErrorHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the ERROR frame of a frame that ends its connection: a stable code and a sentence, never
 * the text of an exception.
 */
@Component
final class ErrorFrames extends StompSubProtocolErrorHandler {

    private final Answers answers;
    private final Outbounds outbounds;
    private final JsonMapper json;

    ErrorFrames(Answers answers, Outbounds outbounds, JsonMapper json) {
        this.answers = answers;
        this.outbounds = outbounds;
        this.json = json;
    }

    @Override
    public Message<byte[]> handleClientMessageProcessingError(
            @Nullable Message<byte[]> frame, Throwable failure) {
        Refusal refusal =
                frame == null ? new Refusal(ErrorCode.PROTOCOL_VIOLATION) : refusal(failure);
        Outbound outbound = frame == null ? null : outbounds.find(sessionOf(frame));
        if (outbound != null) {
            outbound.closeMeans(CloseCodes.of(refusal.code()));
        }
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.ERROR);
        headers.setMessage(refusal.code().name());
        headers.setContentType(MimeTypeUtils.APPLICATION_JSON);
        String receipt = frame == null ? null : Answers.receiptOf(frame);
        if (receipt != null) {
            headers.setReceiptId(receipt);
        }
        headers.setLeaveMutable(true);
        byte[] body =
                json.writeValueAsString(answers.error(frame, refusal))
                        .getBytes(StandardCharsets.UTF_8);
        return MessageBuilder.createMessage(body, headers.getMessageHeaders());
    }

    private static String sessionOf(Message<?> frame) {
        return Objects.requireNonNullElse(
                SimpMessageHeaderAccessor.getSessionId(frame.getHeaders()), "");
    }

    /**
     * What Spring's handler finds wrong with a frame, such as a second CONNECT, it throws as it is;
     * what fails behind it comes wrapped.
     */
    private static Refusal refusal(Throwable failure) {
        return failure instanceof StompConversionException
                        || failure instanceof IllegalStateException
                        || failure instanceof NumberFormatException
                ? new Refusal(ErrorCode.PROTOCOL_VIOLATION)
                : Failures.refusal("A frame", failure);
    }
}
