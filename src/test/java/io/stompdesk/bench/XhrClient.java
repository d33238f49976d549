package io.stompdesk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.json.JsonMapper;

/**
 * A STOMP connection over one of SockJS's HTTP transports: consecutive requests to receive, and consecutive requests
 * that send what has accumulated. Each request has its own socket, so that none is lost with a connection that the desk
 * was just closing.
 */
final class XhrClient implements StompConnection {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final StompLoop loop;
    private final InetSocketAddress desk;
    private final String session = UUID.randomUUID().toString();
    private final String transport;
    private final String token;
    private final Listener listener;
    private final CompletableFuture<XhrClient> connected = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Thread sender;

    XhrClient(StompLoop loop, InetSocketAddress desk, String transport, String token, Listener listener) {
        this.loop = loop;
        this.desk = desk;
        this.transport = transport;
        this.token = token;
        this.listener = listener;
        this.sender = Thread.ofVirtual().unstarted(this::send);
        Thread.startVirtualThread(this::receive);
    }

    @Override
    public CompletableFuture<XhrClient> connected() {
        return connected;
    }

    @Override
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public void send(String command, String headers, String body) {
        outgoing.add(command + "\n" + headers + "\n" + body + "\0");
    }

    /** Ends the open requests. A client over HTTP has nothing else to reset. */
    @Override
    public void cut() {
        loop.execute(() -> lost(StompClient.ABNORMAL));
    }

    @Override
    public String tag() {
        return session;
    }

    private void receive() {
        try {
            while (!closed.isDone()) {
                request(transport, "", 200);
            }
        } catch (IOException gone) {
            loop.execute(() -> lost(StompClient.ABNORMAL));
        }
    }

    private void send() {
        try {
            while (!closed.isDone()) {
                List<String> frames = new ArrayList<>();
                frames.add(outgoing.take());
                outgoing.drainTo(frames, 20);
                request("xhr_send", JSON.writeValueAsString(frames), 204);
            }
        } catch (IOException gone) {
            loop.execute(() -> lost(StompClient.ABNORMAL));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** An HTTP/1.0 request, whose response ends with its connection. */
    private void request(String what, String body, int wanted) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket()) {
            sockets.add(socket);
            socket.setTcpNoDelay(true);
            // Sockets that are closed properly would use up the ports.
            socket.setSoLinger(true, 0);
            socket.connect(desk);
            String head = "POST /ws/000/%s/%s HTTP/1.0\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                    .formatted(session, what, content.length);
            byte[] start = head.getBytes(StandardCharsets.US_ASCII);
            byte[] request = java.util.Arrays.copyOf(start, start.length + content.length);
            System.arraycopy(content, 0, request, start.length, content.length);
            if (closed.isDone()) {
                return;
            }
            socket.getOutputStream().write(request);
            BufferedReader response =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = response.readLine();
            if (status == null || !status.contains(" " + wanted)) {
                throw new IOException(what + ": " + status);
            }
            for (String line = response.readLine(); line != null; line = response.readLine()) {
                if (line.isEmpty()) {
                    break;
                }
            }
            for (String line = response.readLine(); line != null; line = response.readLine()) {
                String sockJs = line;
                loop.execute(() -> received(sockJs));
            }
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    private void received(String line) {
        if (closed.isDone()) {
            return;
        }
        if (line.equals("o")) {
            send(
                    "CONNECT",
                    "accept-version:1.2\nhost:localhost\nheart-beat:0,0\nAuthorization:Bearer " + token + "\n",
                    "");
            sender.start();
        } else if (line.startsWith("a")) {
            for (String text : JSON.readValue(line.substring(1), String[].class)) {
                frame(text.getBytes(StandardCharsets.UTF_8));
            }
        } else if (line.startsWith("c")) {
            lost(JSON.readTree(line.substring(1)).get(0).intValue());
        }
    }

    private void frame(byte[] bytes) {
        if (bytes.length > 1) {
            StompFrame frame = new StompFrame(bytes);
            if (frame.is("CONNECTED")) {
                connected.complete(this);
            }
            listener.frame(frame);
        }
    }

    /** Called on the loop's thread. */
    private void lost(int code) {
        if (closed.complete(code)) {
            sender.interrupt();
            sockets.forEach(socket -> {
                try {
                    socket.close();
                } catch (IOException gone) {
                    // The socket is then closed.
                }
            });
            connected.completeExceptionally(new IOException("closed with " + code));
            listener.closed(code);
        }
    }

    /** The client's side of the connection, for diagnosis. */
    @Override
    public String toString() {
        return "%s session %s, %d frames to send, %d requests open"
                .formatted(transport, session, outgoing.size(), sockets.size());
    }
}
