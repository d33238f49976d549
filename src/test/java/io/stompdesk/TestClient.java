package io.stompdesk;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.BufferingStompDecoder;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.messaging.WebSocketStompClient;
import org.springframework.web.socket.sockjs.client.RestTemplateXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spring's STOMP client as tests want it: it keeps every frame that comes in, in the order in which it came, and waits
 * for what a test expects. Nothing here sleeps; what does not come within ten seconds fails the test and shows all
 * frames that came.
 *
 * <pre>{@code
 * TestLogin customer = TestLogin.guest(port);
 * try (TestClient client = TestClient.connect(customer)) {
 *     String ticket = client.openTicket();
 *     TestClient.Subscription thread = client.subscribe("/queue/ticket." + ticket, "since", "0");
 *     assertThat(thread.next().path("type").stringValue()).isEqualTo("ticket.created");
 *     client.refused("/app/ticket." + ticket + ".chat", Map.of("text", "hello"), "CHAT_LOCKED");
 *     client.sentinel();
 *     thread.nothingMore();
 * }
 * }</pre>
 */
public final class TestClient implements AutoCloseable {

    /** The transports of {@code /ws}. */
    public enum Transport {
        WEBSOCKET,
        SOCKJS_WEBSOCKET,
        XHR_STREAMING,
        XHR_POLLING
    }

    /** A frame from the desk. */
    public record Frame(String command, Map<String, String> headers, String body) {

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /** SockJS's client accepts only private codes. */
    private static final CloseStatus GONE = new CloseStatus(3000, "gone");

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGE = 4 * 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();
    private static final ThreadPoolTaskScheduler SCHEDULER = scheduler();

    private final List<Frame> frames = new ArrayList<>();
    private final CompletableFuture<CloseStatus> closed = new CompletableFuture<>();
    private @Nullable WebSocketSession socket;
    private @Nullable StompSession session;
    private int number;

    private TestClient() {}

    /** Connects, and subscribes to replies and errors. */
    public static TestClient connect(TestLogin login) {
        return connect(login, Transport.WEBSOCKET);
    }

    public static TestClient connect(TestLogin login, Transport transport) {
        TestClient client = connectBare(login.port(), login.token(), transport);
        client.subscribe("/user/queue/replies");
        client.subscribe("/user/queue/errors");
        return client;
    }

    /** Connects without subscribing to anything. */
    public static TestClient connectBare(int port, String token, Transport transport) {
        TestClient client = tryToConnect(port, token, transport);
        client.await("CONNECTED", frame -> frame.command().equals("CONNECTED"));
        return client;
    }

    /** For tokens that may be refused: returns once the connection is open or has failed. */
    public static TestClient tryToConnect(int port, String token, Transport transport) {
        TestClient client = new TestClient();
        WebSocketStompClient stomp = new WebSocketStompClient(client.tapped(webSocket(transport)));
        stomp.setInboundMessageSizeLimit(LARGE);
        stomp.setTaskScheduler(SCHEDULER);
        stomp.setDefaultHeartbeat(new long[] {0, 0});
        StompHeaders connect = new StompHeaders();
        connect.add("Authorization", "Bearer " + token);
        boolean plain = transport == Transport.WEBSOCKET;
        URI uri = URI.create(plain ? "ws://localhost:" + port + "/ws/websocket" : "http://localhost:" + port + "/ws");
        try {
            client.session = stomp.connectAsync(uri, null, connect, new StompSessionHandlerAdapter() {})
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException refused) {
            // Ignored, because tests look at the frames and at the close code.
        }
        return client;
    }

    private static WebSocketClient webSocket(Transport transport) {
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        container.setDefaultMaxTextMessageBufferSize(LARGE);
        WebSocketClient webSocket = new StandardWebSocketClient(container);
        return switch (transport) {
            case WEBSOCKET -> webSocket;
            case SOCKJS_WEBSOCKET -> new SockJsClient(List.of(new WebSocketTransport(webSocket)));
            case XHR_STREAMING -> new SockJsClient(List.of(xhr(true)));
            case XHR_POLLING -> new SockJsClient(List.of(xhr(false)));
        };
    }

    private static RestTemplateXhrTransport xhr(boolean streaming) {
        RestTemplateXhrTransport transport = new RestTemplateXhrTransport(new RestTemplate());
        transport.setXhrStreamingDisabled(!streaming);
        return transport;
    }

    private static ThreadPoolTaskScheduler scheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setDaemon(true);
        scheduler.initialize();
        return scheduler;
    }

    /** Records each frame and the close code, which Spring's client does not expose. */
    private WebSocketClient tapped(WebSocketClient client) {
        return new WebSocketClient() {
            @Override
            public CompletableFuture<WebSocketSession> execute(
                    WebSocketHandler handler, String uri, @Nullable Object... variables) {
                return client.execute(new Tap(handler), uri, variables);
            }

            @Override
            public CompletableFuture<WebSocketSession> execute(
                    WebSocketHandler handler, @Nullable WebSocketHttpHeaders headers, URI uri) {
                return client.execute(new Tap(handler), headers, uri);
            }
        };
    }

    private final class Tap extends WebSocketHandlerDecorator {

        private final BufferingStompDecoder decoder = new BufferingStompDecoder(new StompDecoder(), LARGE);

        Tap(WebSocketHandler handler) {
            super(handler);
        }

        @Override
        public void afterConnectionEstablished(WebSocketSession opened) throws Exception {
            socket = opened;
            super.afterConnectionEstablished(opened);
        }

        @Override
        public void handleMessage(WebSocketSession from, WebSocketMessage<?> message) throws Exception {
            String text = ((TextMessage) message).getPayload();
            for (Message<byte[]> frame : decoder.decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))) {
                keep(frame);
            }
            super.handleMessage(from, message);
        }

        @Override
        public void afterConnectionClosed(WebSocketSession gone, CloseStatus status) throws Exception {
            closed.complete(status);
            super.afterConnectionClosed(gone, status);
        }
    }

    private void keep(Message<byte[]> message) {
        StompHeaderAccessor headers = StompHeaderAccessor.wrap(message);
        if (headers.getCommand() == null) {
            return;
        }
        Map<String, String> plain = new LinkedHashMap<>();
        headers.toNativeHeaderMap().forEach((name, values) -> plain.put(name, values.getFirst()));
        String body = new String(message.getPayload(), StandardCharsets.UTF_8);
        synchronized (frames) {
            frames.add(new Frame(headers.getCommand().name(), plain, body));
            frames.notifyAll();
        }
    }

    /** One subscription of this client, and how much of it the test has read. */
    public final class Subscription {

        private final String id;
        private int read;

        private Subscription(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /** The next message of this subscription, of any type. */
        public JsonNode next() {
            JsonNode message = await("a message of " + id, this::mine, read).json();
            read++;
            return message;
        }

        /** The next message of this type. Skips others. */
        public JsonNode next(String type) {
            JsonNode message = next();
            while (!message.path("type").asString().equals(type)) {
                message = next();
            }
            return message;
        }

        /** The next snapshot as a single message, even if it arrives in several parts. A list has all its rows. */
        public JsonNode snapshot() {
            ObjectNode whole = part(1);
            for (int number = 2; !whole.path("last").booleanValue(); number++) {
                ObjectNode part = part(number);
                if (part.path("head").longValue() != whole.path("head").longValue()) {
                    throw new AssertionError("Another head than part 1 has: " + part);
                }
                part.path("data")
                        .forEachEntry((name, rows) -> ((ArrayNode) whole.at("/data/" + name)).addAll((ArrayNode) rows));
                whole.set("last", part.path("last"));
            }
            return whole;
        }

        private ObjectNode part(int number) {
            JsonNode part = next();
            if (!part.path("type").asString().equals("stream.snapshot")
                    || part.path("part").intValue() != number) {
                throw new AssertionError("Part " + number + " of a snapshot should have come, but did: " + part);
            }
            return (ObjectNode) part;
        }

        /** How many messages {@link #next()} has returned. */
        public int read() {
            return read;
        }

        /** The next message that has a seq. Skips signals. */
        public JsonNode nextEvent() {
            JsonNode message = next();
            while (!message.has("seq")) {
                message = next();
            }
            return message;
        }

        /** All messages that have arrived so far. */
        public List<JsonNode> all() {
            return received().stream().filter(this::mine).map(Frame::json).toList();
        }

        /** Fails if an event has arrived that the test has not read. Call {@link #sentinel()} first. */
        public void nothingMore() {
            List<JsonNode> unread = all().stream()
                    .skip(read)
                    .filter(message -> message.has("seq"))
                    .toList();
            if (!unread.isEmpty()) {
                throw new AssertionError("Nothing should have come, but did: " + unread);
            }
        }

        private boolean mine(Frame frame) {
            return frame.command().equals("MESSAGE")
                    && frame.header("subscription").equals(id);
        }
    }

    /**
     * Subscribes. Returns when the RECEIPT confirms that the subscription is live.
     *
     * @param headers such as {@code "since", "0"} or {@code "snapshot", "true"}
     */
    public Subscription subscribe(String destination, String... headers) {
        String receipt = fresh("receipt");
        Subscription subscription = trySubscribe(destination, receipt, headers);
        await("RECEIPT " + receipt, frame -> isReceipt(frame, receipt));
        return subscription;
    }

    /** Requests a RECEIPT but does not wait for it. */
    public Subscription trySubscribe(String destination, String receipt, String... headers) {
        StompHeaders frame = headers(destination, headers);
        frame.setReceipt(receipt);
        if (frame.getId() == null) {
            frame.setId(fresh("sub"));
        }
        session().subscribe(frame, NOBODY);
        return new Subscription(frame.getId());
    }

    /** Sends a SUBSCRIBE that is refused. Returns the error from the error queue. */
    public JsonNode subscribeRefused(String destination, String code, String... headers) {
        String receipt = fresh("receipt");
        trySubscribe(destination, receipt, headers);
        return errorOf(receipt, code);
    }

    public void unsubscribe(Subscription subscription) {
        String receipt = fresh("receipt");
        raw("UNSUBSCRIBE\nid:" + subscription.id() + "\nreceipt:" + receipt + "\n\n\0");
        await("RECEIPT " + receipt, frame -> isReceipt(frame, receipt));
    }

    /** Sends a command with a new clientId and waits for its RECEIPT. Returns its reply. */
    public JsonNode send(String destination, Map<String, ?> body) {
        return send(destination, UUID.randomUUID(), body);
    }

    /** The same with a given clientId. */
    public JsonNode send(String destination, UUID clientId, Map<String, ?> body) {
        String receipt = fresh("receipt");
        sendText(destination, json(clientId, body), "receipt", receipt);
        Frame answer = await("RECEIPT " + receipt, frame -> isReceipt(frame, receipt) || isErrorOf(frame, receipt));
        if (!answer.command().equals("RECEIPT")) {
            throw new AssertionError(destination + " was refused: " + answer.body());
        }
        return received().stream()
                .filter(frame -> frame.header("destination").equals("/user/queue/replies"))
                .map(Frame::json)
                .filter(reply -> reply.path("clientId").asString().equals(clientId.toString()))
                .findFirst()
                .orElse(JSON.missingNode());
    }

    /** Sends a command that is refused with this code and gets no RECEIPT. Returns the error. */
    public JsonNode refused(String destination, Map<String, ?> body, String code) {
        return refusedText(destination, json(UUID.randomUUID(), body), code);
    }

    /** The same with any body, which need not be JSON. */
    public JsonNode refusedText(String destination, String body, String code, String... headers) {
        String receipt = fresh("receipt");
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("receipt")) {
            all.addAll(List.of("receipt", receipt));
        }
        sendText(destination, body, all.toArray(String[]::new));
        return errorOf(all.get(all.indexOf("receipt") + 1), code);
    }

    private JsonNode errorOf(String receipt, String code) {
        Frame answer =
                await("the error of " + receipt, frame -> isReceipt(frame, receipt) || isErrorOf(frame, receipt));
        if (answer.command().equals("RECEIPT")) {
            throw new AssertionError("This should have been refused: " + code);
        }
        JsonNode error = answer.json();
        if (!error.path("code").asString().equals(code)) {
            throw new AssertionError("Expected " + code + " but it was " + error);
        }
        return error;
    }

    /** Sends a body unchanged. Does not wait. */
    public void sendText(String destination, String body, String... headers) {
        session().send(headers(destination, headers), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame unchanged, including its NUL. Does not wait. */
    public void raw(String frame) {
        try {
            socket().sendMessage(new TextMessage(frame));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /**
     * Waits until this client has received everything that was committed before the call and that it may see. It sends
     * a command that is refused, which takes the same way as any change but changes nothing.
     */
    public void sentinel() {
        refused("/app/ticket.00000000.resolve", Map.of(), "NOT_FOUND");
    }

    /** Opens a ticket. Returns its id. */
    public String openTicket() {
        return openTicket("It does not work");
    }

    public String openTicket(String subject) {
        return send("/app/tickets.create", Map.of("subject", subject, "description", "The lamp is red."))
                .at("/data/ticket/id")
                .stringValue();
    }

    public void goOnline() {
        send("/app/presence", Map.of("status", "ONLINE"));
    }

    /** Sends a command about a ticket, such as {@code pick}. */
    public JsonNode ticket(String id, String command) {
        return send("/app/ticket." + id + "." + command, Map.of());
    }

    /** Sends a chat message. Returns the seq of its event. */
    public long say(String ticket, String text) {
        return send("/app/ticket." + ticket + ".chat", Map.of("text", text))
                .at("/data/seq")
                .longValue();
    }

    /** Sends DISCONNECT and waits for its RECEIPT and the close. */
    public CloseStatus disconnect() {
        String receipt = fresh("receipt");
        raw("DISCONNECT\nreceipt:" + receipt + "\n\n\0");
        await("RECEIPT " + receipt, frame -> isReceipt(frame, receipt));
        return closed();
    }

    /** Closes the socket without DISCONNECT, as a closed tab or a lost network does. */
    public void drop() {
        try {
            socket().close(GONE);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Waits until the connection has ended. Returns the close code. */
    public CloseStatus closed() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public boolean isOpen() {
        return !closed.isDone();
    }

    /** All frames that have arrived so far, in order. */
    public List<Frame> received() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    /** Waits for a frame, unless it has already arrived. */
    public Frame await(String what, Predicate<Frame> wanted) {
        return await(what, wanted, 0);
    }

    private Frame await(String what, Predicate<Frame> wanted, int skipped) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        synchronized (frames) {
            while (true) {
                var found = frames.stream().filter(wanted).skip(skipped).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(what + " did not come. What came: " + frames);
                }
                try {
                    frames.wait(left);
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
        }
    }

    private static boolean isReceipt(Frame frame, String receipt) {
        return frame.command().equals("RECEIPT") && frame.header("receipt-id").equals(receipt);
    }

    private static boolean isErrorOf(Frame frame, String receipt) {
        boolean error =
                frame.command().equals("ERROR") || frame.header("destination").equals("/user/queue/errors");
        return error && frame.json().path("receipt").asString().equals(receipt);
    }

    private static StompHeaders headers(String destination, String... pairs) {
        StompHeaders headers = new StompHeaders();
        headers.setDestination(destination);
        for (int i = 0; i < pairs.length; i += 2) {
            headers.add(pairs[i], pairs[i + 1]);
        }
        return headers;
    }

    private static String json(UUID clientId, Map<String, ?> body) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("clientId", clientId);
        all.putAll(body);
        return JSON.writeValueAsString(all);
    }

    private synchronized String fresh(String kind) {
        number++;
        return kind + "-" + number;
    }

    private StompSession session() {
        if (session == null) {
            throw new IllegalStateException("not connected: " + received());
        }
        return session;
    }

    private WebSocketSession socket() {
        if (socket == null) {
            throw new IllegalStateException("no socket");
        }
        return socket;
    }

    private static final StompFrameHandler NOBODY = new StompFrameHandler() {
        @Override
        public Type getPayloadType(StompHeaders headers) {
            return byte[].class;
        }

        @Override
        public void handleFrame(StompHeaders headers, @Nullable Object payload) {
            // The tap has already recorded it.
        }
    };

    /** Drops the connection, if it is still open, without DISCONNECT. */
    @Override
    public void close() {
        if (socket != null && socket.isOpen()) {
            drop();
        }
    }
}
