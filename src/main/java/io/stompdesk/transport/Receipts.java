package io.stompdesk.transport;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** Sends the RECEIPT that a client requests with the {@code receipt} header of a frame. */
public final class Receipts {

    private Receipts() {}

    /** The id of the receipt that a frame requests; {@code null} if it requests none. */
    public static @Nullable String requestedBy(Message<?> frame) {
        return StompHeaderAccessor.getFirstNativeHeader("receipt", frame.getHeaders());
    }

    /** Sends the RECEIPT that a frame requests, if any. */
    public static void send(ClientSocket socket, Message<?> frame) {
        String id = requestedBy(frame);
        if (id != null) {
            socket.send(StompFrames.receipt(id));
        }
    }
}
