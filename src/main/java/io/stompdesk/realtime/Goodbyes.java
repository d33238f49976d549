package io.stompdesk.realtime;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Ends a session that the broker has let go: the RECEIPT that a DISCONNECT asked for, then the
 * close. The stock handler would send an ERROR to whoever asked for none.
 */
@Component
final class Goodbyes implements ChannelInterceptor {

    private final Outbounds outbounds;

    Goodbyes(Outbounds outbounds) {
        this.outbounds = outbounds;
    }

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
        if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders())
                != SimpMessageType.DISCONNECT_ACK) {
            return message;
        }
        String session = SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
        Outbound outbound = session == null ? null : outbounds.find(session);
        if (outbound != null) {
            Message<?> goodbye =
                    (Message<?>)
                            message.getHeaders()
                                    .get(SimpMessageHeaderAccessor.DISCONNECT_MESSAGE_HEADER);
            String receipt = goodbye == null ? null : Answers.receiptOf(goodbye);
            if (receipt != null) {
                outbound.send(StompFrames.receipt(receipt));
            }
            outbound.close(goodbye == null ? CloseStatus.SESSION_NOT_RELIABLE : CloseStatus.NORMAL);
        }
        return null;
    }
}
