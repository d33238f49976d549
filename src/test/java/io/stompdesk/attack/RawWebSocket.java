package io.stompdesk.attack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import tools.jackson.databind.json.JsonMapper;

/** A hand-written WebSocket client (RFC 6455), plain or with SockJS's framing. */
final class RawWebSocket extends RawStomp {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TEXT = 1;
    private static final int COMPRESSED = 0x40;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    /** The server did not open a WebSocket. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;

        Refused(int status) {
            super("HTTP " + status);
            this.status = status;
        }
    }

    private final boolean sockJs;
    private boolean reads = true;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawWebSocket(int port, String path, boolean sockJs, String... headers) {
        this(new Socket(), port, path, sockJs, headers);
    }

    /** A plain one that has room for very little, so that what it does not read waits at the desk. */
    static RawWebSocket narrow(int port, String... headers) {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(1024);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new RawWebSocket(socket, port, "/ws/websocket", false, headers);
    }

    private RawWebSocket(Socket socket, int port, String path, boolean sockJs, String... headers) {
        this.sockJs = sockJs;
        this.socket = socket;
        try {
            socket.connect(new InetSocketAddress("localhost", port));
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
            out.write(handshake(port, path, headers).getBytes(StandardCharsets.US_ASCII));
            int status = Integer.parseInt(line().split(" ")[1]);
            while (!line().isEmpty()) {
                // The headers do not matter.
            }
            if (status != 101) {
                socket.close();
                throw new Refused(status);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.startVirtualThread(this::read);
    }

    private static String handshake(int port, String path, String... headers) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
                + "\r\n";
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    void send(String text) {
        frame(true, TEXT, sockJs ? JSON.writeValueAsString(new String[] {text}) : text);
    }

    /** Sends one WebSocket frame. Opcode 0 continues the previous message. */
    void frame(boolean last, int opcode, String payload) {
        frame(last, opcode, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one compressed text message (RFC 7692). */
    void deflated(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        int length = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
        while (length > 0) {
            packed.write(some, 0, length);
            length = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
        }
        deflater.end();
        // The final four bytes of each such message are omitted.
        frame(true, COMPRESSED | TEXT, Arrays.copyOf(packed.toByteArray(), packed.size() - 4));
    }

    /** A mask of zeros leaves the payload unchanged. */
    private synchronized void frame(boolean last, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        try {
            out.write(frame.toByteArray());
        } catch (IOException gone) {
            // An attacker continues until awaitClose reports the close.
        }
    }

    /** Whether to read. Unread data fills the buffers on the way and then blocks the sender. */
    synchronized void reads(boolean on) {
        reads = on;
        notifyAll();
    }

    private synchronized void untilItReads() {
        try {
            while (!reads) {
                wait();
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void read() {
        int code = 1006;
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            while (true) {
                untilItReads();
                int first = in.read();
                if (first < 0) {
                    break;
                }
                int length = in.read();
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    length = Math.toIntExact(in.readLong());
                }
                byte[] payload = in.readNBytes(length);
                int opcode = first & 0x0f;
                if (opcode == PING) {
                    pinged();
                    frame(true, PONG, payload);
                } else if (opcode == CLOSE) {
                    code = payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
                    frame(true, CLOSE, payload);
                    break;
                } else if (opcode <= TEXT && (first & COMPRESSED) == 0) {
                    message.write(payload);
                    if ((first & 0x80) != 0) {
                        take(message.toString(StandardCharsets.UTF_8));
                        message.reset();
                    }
                }
            }
        } catch (IOException gone) {
            // The close code is then 1006.
        }
        closed(code);
        close();
    }

    private void take(String text) {
        if (!sockJs) {
            receive(text);
        } else if (text.startsWith("a")) {
            for (String frame : JSON.readValue(text.substring(1), String[].class)) {
                receive(frame);
            }
        } else if (text.startsWith("c")) {
            closed(JSON.readTree(text.substring(1)).get(0).intValue());
        }
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
