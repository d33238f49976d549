package io.stompdesk.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A request whose body must arrive in time, whoever reads it. */
final class PacedRequest extends HttpServletRequestWrapper {

    private static final int DRAIN_BUFFER = 4096;

    private final Pace pace;
    private final OpenRequests.Entry entry;
    private @Nullable ServletInputStream body;

    PacedRequest(HttpServletRequest request, Pace pace, OpenRequests.Entry entry) {
        super(request);
        this.pace = pace;
        this.entry = entry;
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new PacedBody(super.getInputStream());
        }
        return body;
    }

    @Override
    public BufferedReader getReader() {
        throw new IllegalStateException("Bodies are read as bytes");
    }

    /**
     * Reads and forgets what is left of the body.
     *
     * @param max the largest body that is waited for
     * @throws SlowClientException if it does not arrive in time or is longer than {@code max}
     */
    static void drain(HttpServletRequest request, Pace pace, long max) throws IOException {
        if (!hasBody(request)) {
            return;
        }
        ServletInputStream rest = request.getInputStream();
        byte[] buffer = new byte[DRAIN_BUFFER];
        long total = 0;
        for (int read = rest.read(buffer); read >= 0; read = rest.read(buffer)) {
            pace.count(read);
            total += read;
            if (total > max) {
                throw new SlowClientException();
            }
        }
    }

    private final class PacedBody extends ServletInputStream {

        private final ServletInputStream in;

        PacedBody(ServletInputStream in) {
            this.in = in;
        }

        private int counted(int read, int bytes) throws IOException {
            if (read >= 0) {
                pace.count(bytes);
                entry.keep(bytes);
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            return counted(in.read(), 1);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            return counted(read, read);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
