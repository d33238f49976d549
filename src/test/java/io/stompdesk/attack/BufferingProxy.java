package io.stompdesk.attack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A reverse proxy that buffers as nginx does by default: it passes on a response when it is complete, unless the
 * response itself asks for no buffering.
 */
final class BufferingProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int desk;
    private final boolean heedsHeader;

    /** @param heedsHeader whether it knows {@code X-Accel-Buffering} */
    BufferingProxy(int desk, boolean heedsHeader) {
        this.desk = desk;
        this.heedsHeader = heedsHeader;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), desk);
                Thread.startVirtualThread(() -> closing(client, upstream, () -> passRequests(client, upstream)));
                Thread.startVirtualThread(() -> closing(client, upstream, () -> passResponses(upstream, client)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private interface Copying {
        void run() throws IOException;
    }

    private static void closing(Socket client, Socket upstream, Copying copying) {
        try (client;
                upstream) {
            copying.run();
        } catch (IOException gone) {
            // One side has closed, and now the other has too.
        }
    }

    private static void passRequests(Socket client, Socket upstream) throws IOException {
        client.getInputStream().transferTo(upstream.getOutputStream());
    }

    private void passResponses(Socket upstream, Socket client) throws IOException {
        InputStream in = new BufferedInputStream(upstream.getInputStream());
        while (true) {
            Response response = new Response(in, client.getOutputStream());
            if (!response.pass()) {
                return;
            }
        }
    }

    private final class Response {

        private final InputStream in;
        private final OutputStream client;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private boolean buffered = true;

        Response(InputStream in, OutputStream client) {
            this.in = in;
            this.client = client;
        }

        /** @return whether the connection goes on */
        boolean pass() throws IOException {
            String head = head();
            if (head.startsWith("http/1.1 101")) {
                held.writeTo(client);
                in.transferTo(client);
                return false;
            }
            buffered = !heedsHeader || !head.contains("\r\nx-accel-buffering: no\r\n");
            boolean more = true;
            if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
                passChunks();
            } else if (head.contains("\r\ncontent-length: ")) {
                pass(Integer.parseInt(head.replaceFirst("(?s).*\r\ncontent-length: (\\d+)\r\n.*", "$1")));
            } else if (!head.matches("(?s)http/1.1 (204|304).*")) {
                in.transferTo(held);
                more = false;
            }
            held.writeTo(client);
            return more;
        }

        private String head() throws IOException {
            StringBuilder head = new StringBuilder();
            for (String line = line(); !line.isEmpty(); line = line()) {
                head.append(line).append("\r\n");
            }
            return head.toString().toLowerCase(Locale.ROOT);
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("the desk has closed");
                }
                line.write(b);
            }
            line.write('\n');
            held.write(line.toByteArray());
            return line.toString(StandardCharsets.ISO_8859_1).strip();
        }

        private void passChunks() throws IOException {
            int size;
            do {
                size = Integer.parseInt(line(), 16);
                pass(size + 2);
            } while (size > 0);
        }

        private void pass(int bytes) throws IOException {
            held.write(in.readNBytes(bytes));
            if (!buffered) {
                held.writeTo(client);
                held.reset();
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException already) {
            throw new UncheckedIOException(already);
        }
    }
}
