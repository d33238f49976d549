package io.stompdesk.limit;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** A request whose body has been read into memory, up to a size limit. */
public final class BufferedRequest extends HttpServletRequestWrapper {

    private final byte[] body;

    private BufferedRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /**
     * Reads the body, whether or not its length is announced. Never reads more than one byte beyond the limit.
     *
     * @param max the largest body allowed, in bytes
     * @throws Refusal {@code TOO_LARGE} if the body is longer than {@code max}
     */
    public static BufferedRequest read(HttpServletRequest request, int max) throws IOException {
        if (request.getContentLengthLong() <= max) {
            byte[] body = request.getInputStream().readNBytes(max + 1);
            if (body.length <= max) {
                return new BufferedRequest(request, body);
            }
        }
        throw new Refusal(ErrorCode.TOO_LARGE, Map.of("max", max));
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BufferedBody(new ByteArrayInputStream(body));
    }

    private static final class BufferedBody extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        BufferedBody(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body has been read already");
        }
    }
}
