package io.stompdesk.transport;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.util.MultiValueMap;

/** Spring's decoder, extended to tell how much of an {@link UnfinishedFrame} is kept after each message. */
final class CountingStompDecoder extends StompDecoder {

    private static final ScopedValue<UnfinishedFrame> UNFINISHED = ScopedValue.newInstance();

    /** Handles a message of a WebSocket. */
    @FunctionalInterface
    interface Handling {
        void run() throws Exception;
    }

    /** Whatever is decoded meanwhile counts for this frame. */
    static void count(UnfinishedFrame frame, Handling handling) throws Exception {
        ScopedValue.where(UNFINISHED, frame).call(() -> {
            handling.run();
            return frame;
        });
    }

    @Override
    public List<Message<byte[]>> decode(ByteBuffer buffer, @Nullable MultiValueMap<String, String> partialHeaders) {
        List<Message<byte[]>> frames = super.decode(buffer, partialHeaders);
        // What is left over is kept together with all that came before it in the same buffer.
        UNFINISHED.get().decoded(frames.size(), buffer.hasRemaining() ? buffer.capacity() : 0);
        return frames;
    }
}
