package io.stompdesk.command;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.subscription.ReplySender;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import io.stompdesk.transport.CloseCodes;
import io.stompdesk.transport.Receipts;
import java.nio.charset.StandardCharsets;
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
 * Writes the ERROR frame after a failure that ends the connection. It contains a stable code and its sentence, never
 * the message of an exception.
 */
@Component
final class StompErrorHandler extends StompSubProtocolErrorHandler {

    private final ReplySender replySender;
    private final ClientSockets sockets;
    private final JsonMapper json;

    StompErrorHandler(ReplySender replySender, ClientSockets sockets, JsonMapper json) {
        this.replySender = replySender;
        this.sockets = sockets;
        this.json = json;
    }

    @Override
    public Message<byte[]> handleClientMessageProcessingError(@Nullable Message<byte[]> frame, Throwable failure) {
        Refusal refusal = frame == null ? new Refusal(ErrorCode.PROTOCOL_VIOLATION) : refusal(failure);
        ClientSocket socket =
                frame == null ? null : sockets.find(SimpMessageHeaderAccessor.getSessionId(frame.getHeaders()));
        if (socket != null) {
            socket.setCloseReason(CloseCodes.of(refusal.code()));
        }
        StompHeaderAccessor headers = StompHeaderAccessor.create(StompCommand.ERROR);
        headers.setMessage(refusal.code().name());
        headers.setContentType(MimeTypeUtils.APPLICATION_JSON);
        String receipt = frame == null ? null : Receipts.requestedBy(frame);
        if (receipt != null) {
            headers.setReceiptId(receipt);
        }
        headers.setLeaveMutable(true);
        byte[] body = json.writeValueAsString(replySender.error(frame, refusal)).getBytes(StandardCharsets.UTF_8);
        return MessageBuilder.createMessage(body, headers.getMessageHeaders());
    }

    /**
     * Spring's handler throws its own findings, such as a second CONNECT, unwrapped. Failures of later handlers arrive
     * wrapped.
     */
    private static Refusal refusal(Throwable failure) {
        return failure instanceof StompConversionException
                        || failure instanceof IllegalStateException
                        || failure instanceof NumberFormatException
                ? new Refusal(ErrorCode.PROTOCOL_VIOLATION)
                : ExceptionTranslator.refusal("A frame", failure);
    }
}
