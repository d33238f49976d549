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
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
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

    /**
     * Gives the controllers a copy of the headers. Spring freezes its own after the controller has
     * returned, and takes the client's headers out for a moment while it does so: an answer that
     * another thread writes just then would not find the receipt that was asked for.
     */
    @Override
    protected void handleMessageInternal(Message<?> message, String lookupDestination) {
        StompHeaderAccessor own = StompHeaderAccessor.wrap(message);
        own.setLeaveMutable(true);
        super.handleMessageInternal(
                MessageBuilder.createMessage(message.getPayload(), own.getMessageHeaders()),
                lookupDestination);
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
