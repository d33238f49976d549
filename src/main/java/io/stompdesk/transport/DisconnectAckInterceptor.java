package io.stompdesk.transport;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Closes the socket of a session that the broker has disconnected, after sending the RECEIPT that a DISCONNECT may have
 * requested. Spring's own handler would send an ERROR to a client that requested no receipt.
 */
@Component
public final class DisconnectAckInterceptor implements ChannelInterceptor {

    private final ClientSockets sockets;

    DisconnectAckInterceptor(ClientSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
        if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) != SimpMessageType.DISCONNECT_ACK) {
            return message;
        }
        ClientSocket socket = sockets.find(SimpMessageHeaderAccessor.getSessionId(message.getHeaders()));
        if (socket != null) {
            end(socket, (Message<?>) message.getHeaders().get(SimpMessageHeaderAccessor.DISCONNECT_MESSAGE_HEADER));
        }
        return null;
    }

    /** @param disconnect the client's frame; {@code null} if the broker missed the client's heartbeats */
    private static void end(ClientSocket socket, @Nullable Message<?> disconnect) {
        if (disconnect == null) {
            socket.close(CloseStatus.SESSION_NOT_RELIABLE);
        } else {
            Receipts.send(socket, disconnect);
            socket.close(CloseStatus.NORMAL);
        }
    }
}
