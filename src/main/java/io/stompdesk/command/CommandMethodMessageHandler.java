package io.stompdesk.command;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.subscription.ReplySender;
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

/** Spring's dispatcher of commands to controllers, extended to refuse commands that match no controller. */
final class CommandMethodMessageHandler extends WebSocketAnnotationMethodMessageHandler {

    private final ReplySender replySender;

    CommandMethodMessageHandler(
            SubscribableChannel clientInbound,
            MessageChannel clientOutbound,
            SimpMessageSendingOperations template,
            ReplySender replySender) {
        super(clientInbound, clientOutbound, template);
        this.replySender = replySender;
    }

    /**
     * Gives controllers a copy of the headers. Spring freezes its own after the controller has returned, and removes
     * the client's headers for a moment while it does so. An answer that another thread writes just then would not find
     * the receipt that the client asked for.
     */
    @Override
    protected void handleMessageInternal(Message<?> message, String lookupDestination) {
        StompHeaderAccessor copy = StompHeaderAccessor.wrap(message);
        copy.setLeaveMutable(true);
        super.handleMessageInternal(
                MessageBuilder.createMessage(message.getPayload(), copy.getMessageHeaders()), lookupDestination);
    }

    @Override
    protected void handleNoMatch(Set<SimpMessageMappingInfo> mappings, String lookupDestination, Message<?> message) {
        if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) == SimpMessageType.MESSAGE) {
            replySender.refuse(message, new Refusal(ErrorCode.UNKNOWN_DESTINATION));
        }
    }
}
