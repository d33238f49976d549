package io.stompdesk.realtime;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Set;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageMappingInfo;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.web.socket.messaging.WebSocketAnnotationMethodMessageHandler;

/**
 * Spring's dispatcher of commands to controllers, which also answers a command that no controller
 * takes.
 */
final class DeskMethodHandler extends WebSocketAnnotationMethodMessageHandler {

    private final Answers answers;

    DeskMethodHandler(
            SubscribableChannel clientInbound,
            MessageChannel clientOutbound,
            SimpMessageSendingOperations template,
            Answers answers) {
        super(clientInbound, clientOutbound, template);
        this.answers = answers;
    }

    @Override
    protected void handleNoMatch(
            Set<SimpMessageMappingInfo> mappings, String lookupDestination, Message<?> message) {
        if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders())
                == SimpMessageType.MESSAGE) {
            answers.refuse(message, new Refusal(ErrorCode.UNKNOWN_DESTINATION));
        }
    }
}
