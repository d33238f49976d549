package io.stompdesk.proof;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;

/** Records the last frames that the desk decoded and whether it accepted them. */
final class InboundLog implements ChannelInterceptor {

    private static final int LINES = 100_000;

    private record Line(long at, String session, String what) {}

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        note(message, "decoded");
        return message;
    }

    @Override
    public void afterSendCompletion(
            Message<?> message, MessageChannel channel, boolean sent, @Nullable Exception failure) {
        note(message, (sent ? "let through" : "not let through") + " " + failure);
    }

    private void note(Message<?> message, String what) {
        StompHeaderAccessor headers = StompHeaderAccessor.wrap(message);
        lines.add(new Line(
                System.nanoTime() / 1_000_000,
                String.valueOf(headers.getSessionId()),
                what
                        + " "
                        + headers.getCommand()
                        + " "
                        + headers.getReceipt()
                        + " "
                        + SimpMessageHeaderAccessor.getDestination(message.getHeaders())));
        if (size.incrementAndGet() > LINES) {
            lines.remove();
            size.decrementAndGet();
        }
    }

    /** The frames of one session. */
    String of(String session) {
        return lines.stream()
                .filter(line -> line.session().equals(session))
                .map(line -> line.at() + " " + line.what())
                .collect(Collectors.joining("\n"));
    }
}
