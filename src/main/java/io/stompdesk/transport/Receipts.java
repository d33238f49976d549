package io.stompdesk.transport;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;

/** The RECEIPT that a client asks for with a frame's {@code receipt} header. */
public final class Receipts {

    private Receipts() {}

    /** The id of the receipt that a frame asks for; {@code null} if it asks for none. */
    public static @Nullable String requestedBy(Message<?> frame) {
        return StompHeaderAccessor.getFirstNativeHeader("receipt", frame.getHeaders());
    }

    /** Answers a frame with its RECEIPT, if it asks for one. */
    public static void send(ClientSocket socket, Message<?> frame) {
        String id = requestedBy(frame);
        if (id != null) {
            socket.send(StompFrames.receipt(id));
        }
    }
}
