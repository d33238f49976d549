package io.stompdesk.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small and fast STOMP client over WebSocket (RFC 6455), plain or with SockJS's framing, for load tests. Callbacks
 * run on the loop's thread. The other methods may be called from any thread.
 */
public final class StompClient implements StompConnection {

    /** No close frame came (RFC 6455, 7.1.5). */
    public static final int ABNORMAL = 1006;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final StompLoop loop;
    private final boolean sockJs;
    private final Listener listener;
    private final String token;
    private final String heartbeat;
    private final CompletableFuture<StompClient> connected = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
    private final SocketChannel channel;
    private @Nullable SelectionKey key;
    private byte[] partial = new byte[0];
    private int partialLength;
    private byte[] message = new byte[0];
    private boolean upgraded;
    private boolean deaf;
    private boolean silent;
    private int closeCode = ABNORMAL;

    private StompClient(
            StompLoop loop,
            InetSocketAddress server,
            boolean sockJs,
            String token,
            String heartbeat,
            Listener listener) {
        this.loop = loop;
        this.sockJs = sockJs;
        this.token = token;
        this.heartbeat = heartbeat;
        this.listener = listener;
        try {
            this.channel = loop.socket();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static StompClient open(StompLoop loop, InetSocketAddress server, String token, Listener listener) {
        StompClient client = new StompClient(loop, server, false, token, "0,0", listener);
        loop.serve(client.channel, client);
        return client;
    }

    static StompClient overSockJs(StompLoop loop, InetSocketAddress server, String token, Listener listener) {
        StompClient client = new StompClient(loop, server, true, token, "0,0", listener);
        loop.serve(client.channel, client);
        return client;
    }

    @Override
    public CompletableFuture<StompClient> connected() {
        return connected;
    }

    @Override
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public void send(String command, String headers, String body) {
        String frame = command + "\n" + headers + "\n" + body + "\0";
        String text = sockJs ? JSON.writeValueAsString(new String[] {frame}) : frame;
        write(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void cut() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException gone) {
            // The socket is closed in any case.
        }
        loop.execute(this::lost);
    }

    @Override
    public void reads(boolean wanted) {
        loop.execute(() -> {
            deaf = !wanted;
            interest();
        });
    }

    @Override
    public void playDead() {
        loop.execute(() -> silent = true);
    }

    private void write(int opcode, byte[] payload) {
        int header = payload.length < 126 ? 6 : payload.length < 65536 ? 8 : 14;
        ByteBuffer frame = ByteBuffer.allocate(header + payload.length);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65536) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        // A mask of zeros is valid and costs neither side any time.
        frame.putInt(0).put(payload).flip();
        loop.execute(() -> enqueue(frame));
    }

    private void enqueue(ByteBuffer bytes) {
        outgoing.add(bytes);
        if (outgoing.size() == 1) {
            flush();
        }
    }

    private void flush() {
        try {
            while (!outgoing.isEmpty()) {
                channel.write(outgoing.getFirst());
                if (outgoing.getFirst().hasRemaining()) {
                    break;
                }
                outgoing.removeFirst();
            }
            interest();
        } catch (IOException gone) {
            lost();
        }
    }

    private void interest() {
        SelectionKey registered = key;
        if (registered != null && registered.isValid() && channel.isConnected()) {
            int wanted = (deaf ? 0 : SelectionKey.OP_READ) | (outgoing.isEmpty() ? 0 : SelectionKey.OP_WRITE);
            if (registered.interestOps() != wanted) {
                registered.interestOps(wanted);
            }
        }
    }

    void registered(SelectionKey registered) {
        key = registered;
    }

    void ready(SelectionKey ready, ByteBuffer buffer) {
        try {
            if (ready.isConnectable()) {
                channel.finishConnect();
                upgrade();
            }
            if (ready.isWritable()) {
                flush();
            }
            if (ready.isReadable()) {
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    lost();
                } else {
                    received(buffer.flip());
                }
            }
        } catch (IOException | CancelledKeyException gone) {
            lost();
        }
    }

    /** The client's side of the connection, for diagnosis. */
    @Override
    public String toString() {
        return "port %s, %d WebSocket frames to write, %d bytes of one read, key %s"
                .formatted(
                        tag(),
                        outgoing.size(),
                        partialLength,
                        key != null && key.isValid() ? key.interestOps() : "none");
    }

    @Override
    public String tag() {
        return Integer.toString(channel.socket().getLocalPort());
    }

    private void upgrade() {
        String request = "GET "
                + (sockJs ? "/ws/000/" + UUID.randomUUID() + "/websocket" : "/ws/websocket")
                + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection:"
                + " Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key:"
                + " c3RvbXBkZXNrLWxvYWQtMQ==\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\n";
        outgoing.addFirst(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        flush();
    }

    private void received(ByteBuffer buffer) {
        int length = buffer.remaining();
        if (partial.length < partialLength + length) {
            partial = Arrays.copyOf(partial, Math.max(partialLength + length, 1024));
        }
        buffer.get(partial, partialLength, length);
        partialLength += length;
        int at = 0;
        if (!upgraded) {
            at = response();
        }
        if (upgraded) {
            at = frames(at);
        }
        partialLength -= at;
        System.arraycopy(partial, at, partial, 0, partialLength);
        if (partialLength == 0 && partial.length > 1024) {
            partial = new byte[0];
        }
    }

    private int response() {
        String text = new String(partial, 0, partialLength, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            lost();
            return 0;
        }
        upgraded = true;
        if (!sockJs) {
            connect();
        }
        return end + 4;
    }

    private void connect() {
        send(
                "CONNECT",
                "accept-version:1.2\nhost:localhost\nheart-beat:"
                        + heartbeat
                        + "\nAuthorization:Bearer "
                        + token
                        + "\n",
                "");
    }

    /** Handles every complete WebSocket frame from this position. Returns the position of the rest. */
    private int frames(int from) {
        int at = from;
        while (partialLength - at >= 2) {
            int small = partial[at + 1] & 0x7f;
            int header = small < 126 ? 2 : small == 126 ? 4 : 10;
            if (partialLength - at < header) {
                break;
            }
            ByteBuffer view = ByteBuffer.wrap(partial);
            long length = small < 126 ? small : small == 126 ? view.getShort(at + 2) & 0xffff : view.getLong(at + 2);
            if (partialLength - at < header + length) {
                break;
            }
            int end = at + header + (int) length;
            webSocketFrame(
                    partial[at] & 0x0f, (partial[at] & 0x80) != 0, Arrays.copyOfRange(partial, at + header, end));
            at = end;
        }
        return at;
    }

    private void webSocketFrame(int opcode, boolean last, byte[] payload) {
        switch (opcode) {
            case TEXT, CONTINUATION -> {
                byte[] whole = payload;
                if (message.length > 0) {
                    whole = Arrays.copyOf(message, message.length + payload.length);
                    System.arraycopy(payload, 0, whole, message.length, payload.length);
                }
                message = last ? new byte[0] : whole;
                if (last && sockJs) {
                    sockJsFrame(new String(whole, StandardCharsets.UTF_8));
                } else if (last) {
                    stompFrame(whole);
                }
            }
            case PING -> {
                if (!silent) {
                    write(PONG, payload);
                }
            }
            case CLOSE -> {
                if (payload.length >= 2 && closeCode == ABNORMAL) {
                    closeCode = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                }
                write(CLOSE, payload);
            }
            default -> {}
        }
    }

    private void sockJsFrame(String text) {
        if (text.startsWith("o")) {
            connect();
        } else if (text.startsWith("a")) {
            for (String each : JSON.readValue(text.substring(1), String[].class)) {
                stompFrame(each.getBytes(StandardCharsets.UTF_8));
            }
        } else if (text.startsWith("c")) {
            closeCode = JSON.readTree(text.substring(1)).get(0).intValue();
        }
    }

    private void stompFrame(byte[] bytes) {
        if (bytes.length <= 1) {
            return;
        }
        StompFrame frame = new StompFrame(bytes);
        if (frame.is("CONNECTED")) {
            connected.complete(this);
        }
        listener.frame(frame);
    }

    /** The connection has ended. Called on the loop's thread. */
    void lost() {
        if (closed.isDone()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException gone) {
            // The socket is then closed.
        }
        closed.complete(closeCode);
        connected.completeExceptionally(new IOException("closed with " + closeCode));
        listener.closed(closeCode);
    }
}
