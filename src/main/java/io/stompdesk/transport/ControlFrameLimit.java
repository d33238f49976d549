package io.stompdesk.transport;

import io.github.bucket4j.Bucket;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.TransformationResult;
import org.apache.tomcat.websocket.WsIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/**
 * Counts the control frames of a WebSocket: pings, pongs and closes. It stands first in Tomcat's chain of
 * transformations, which all frames pass, and changes none of them.
 */
final class ControlFrameLimit implements Transformation {

    private static final int CONTROL = 0x8;

    private final Bucket bucket;
    private @Nullable Transformation next;

    ControlFrameLimit(Bucket bucket) {
        this.bucket = bucket;
    }

    /** @param extensions the transformations that the client has negotiated, such as compression; may be none */
    ControlFrameLimit before(@Nullable Transformation extensions) {
        next = extensions;
        return this;
    }

    private Transformation next() {
        return Objects.requireNonNull(next, "Tomcat sets the last transformation");
    }

    @Override
    public void setNext(Transformation last) {
        if (next == null) {
            next = last;
        } else {
            next.setNext(last);
        }
    }

    @Override
    public TransformationResult getMoreData(byte opCode, boolean fin, int rsv, ByteBuffer into) throws IOException {
        if ((opCode & CONTROL) != 0 && !bucket.tryConsume(1)) {
            CloseStatus status = CloseCodes.BACK_OFF;
            throw new WsIOException(
                    new CloseReason(CloseReason.CloseCodes.getCloseCode(status.getCode()), status.getReason()));
        }
        return next().getMoreData(opCode, fin, rsv, into);
    }

    @Override
    public boolean validateRsvBits(int reserved) {
        return next().validateRsvBits(reserved);
    }

    @Override
    public boolean validateRsv(int rsv, byte opCode) {
        return next().validateRsv(rsv, opCode);
    }

    @Override
    public @Nullable Extension getExtensionResponse() {
        return next().getExtensionResponse();
    }

    @Override
    public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
        return next().sendMessagePart(parts);
    }

    @Override
    public void close() {
        next().close();
    }
}
