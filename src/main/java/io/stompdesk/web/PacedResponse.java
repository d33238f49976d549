package io.stompdesk.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A response that the client must read in time. */
final class PacedResponse extends HttpServletResponseWrapper {

    /** As much as is written before the time is looked at again. */
    private static final int STEP = 16 * 1024;

    private final Duration within;
    private final DataSize lowestRate;
    private @Nullable PacedBody body;
    private @Nullable SlowClientException tooSlow;

    PacedResponse(HttpServletResponse response, Duration within, DataSize lowestRate) {
        super(response);
        this.within = within;
        this.lowestRate = lowestRate;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (body == null) {
            body = new PacedBody(super.getOutputStream());
        }
        return body;
    }

    /** Throws once more what somebody may have caught: a response that is not whole must not look as if it were. */
    void requireInTime() throws SlowClientException {
        if (tooSlow != null) {
            throw tooSlow;
        }
    }

    private final class PacedBody extends ServletOutputStream {

        private final ServletOutputStream out;
        private final Pace pace = new Pace(within, lowestRate);

        PacedBody(ServletOutputStream out) {
            this.out = out;
        }

        private void count(int bytes) throws SlowClientException {
            try {
                pace.count(bytes);
            } catch (SlowClientException slow) {
                tooSlow = slow;
                throw slow;
            }
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += STEP) {
                int step = Math.min(STEP, length - done);
                out.write(bytes, offset + done, step);
                count(step);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            count(0);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
