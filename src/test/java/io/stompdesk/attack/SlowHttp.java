package io.stompdesk.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client of HTTP that takes its time. */
final class SlowHttp implements AutoCloseable {

    private static final int TRICKLE_MS = 50;

    private final Socket socket = new Socket();

    /** Sends this text, which may be less than a request. */
    SlowHttp(int port, String text) {
        try {
            // As little as possible, so that what is not read waits at the desk.
            socket.setReceiveBufferSize(1024);
            socket.connect(new InetSocketAddress("localhost", port));
            socket.setSoTimeout((int) RawStomp.PATIENCE.toMillis());
            send(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A POST of which only the first byte of the body arrives. */
    static SlowHttp post(int port, String path, String address) {
        return new SlowHttp(port, head("POST", path, address) + "Content-Length: 100000\r\n\r\n{");
    }

    static String head(String method, String path, String address) {
        return method + " " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Forwarded-For: " + address
                + "\r\n";
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The status of the answer; 0 if the desk closed without one. */
    int status() {
        try {
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return line.length() < 12 ? 0 : Integer.parseInt(line.substring(9));
        } catch (SocketTimeoutException late) {
            throw new AssertionError("no answer came", late);
        } catch (IOException closed) {
            return 0;
        }
    }

    /** Sends a byte now and then until the desk answers or closes. */
    int statusWhileSendingByteByByte() {
        long until = System.nanoTime() + RawStomp.PATIENCE.toNanos();
        try {
            socket.setSoTimeout(TRICKLE_MS);
            while (System.nanoTime() < until) {
                send("x");
                try {
                    byte[] first = socket.getInputStream().readNBytes(1);
                    socket.setSoTimeout((int) RawStomp.PATIENCE.toMillis());
                    String rest = new String(socket.getInputStream().readNBytes(11), StandardCharsets.US_ASCII);
                    return first.length == 0 ? 0 : Integer.parseInt(rest.substring(8));
                } catch (SocketTimeoutException nothingYet) {
                    // Goes on.
                }
            }
            throw new AssertionError("the desk still takes bytes");
        } catch (SocketException closed) {
            return 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads on until the desk closes, and goes on sending a byte now and then. */
    void awaitCloseWhileSendingByteByByte() {
        long until = System.nanoTime() + RawStomp.PATIENCE.toNanos();
        try {
            socket.setSoTimeout(TRICKLE_MS);
            while (System.nanoTime() < until) {
                send("x");
                try {
                    if (socket.getInputStream().read(new byte[1024]) < 0) {
                        return;
                    }
                } catch (SocketTimeoutException nothingYet) {
                    // Goes on.
                }
            }
        } catch (IOException closed) {
            return;
        }
        throw new AssertionError("the desk still takes bytes");
    }

    /** See {@link Sockets#cut}. */
    void cut() {
        Sockets.cut(socket);
    }

    @Override
    public void close() {
        Sockets.close(socket);
    }
}
