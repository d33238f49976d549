package io.stompdesk.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connected client: sends commands with receipts, and passes messages to subscribers. */
public final class DeskSession implements StompConnection.Listener {

    /** The desk has refused a command. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient JsonNode error;

        Refused(JsonNode error) {
            super(error.toString());
            this.error = error;
        }

        public String code() {
            return error.path("code").asString();
        }

        public boolean retryable() {
            return error.path("retryable").asBoolean();
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicLong NUMBER = new AtomicLong();

    /** Frames that wait for their RECEIPT or error. */
    private record Asked(String frame, long at, CompletableFuture<StompFrame> answer) {}

    private final Map<String, Asked> receipts = new ConcurrentHashMap<>();
    private final Map<String, Consumer<StompFrame>> subscribers = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> replies = new ConcurrentHashMap<>();
    private final DeskApi.Person person;
    private final StompConnection client;
    private final long openedAt = System.nanoTime();
    private final AnswerWatch.@Nullable Transcript transcript;

    private DeskSession(
            StompLoop loop,
            InetSocketAddress desk,
            DeskApi.Person person,
            StompConnection.Transport transport,
            boolean noted) {
        this.person = person;
        this.transcript = noted ? new AnswerWatch.Transcript() : null;
        this.client = StompConnection.open(loop, desk, transport, person.token(), this);
    }

    /** Connects and subscribes to replies and errors, as every client should. */
    public static CompletableFuture<DeskSession> open(StompLoop loop, InetSocketAddress desk, DeskApi.Person person) {
        return open(loop, desk, person, StompConnection.Transport.WEBSOCKET, null);
    }

    /**
     * The same.
     *
     * @param watch checks that everything is answered
     */
    public static CompletableFuture<DeskSession> open(
            StompLoop loop,
            InetSocketAddress desk,
            DeskApi.Person person,
            StompConnection.Transport transport,
            @Nullable AnswerWatch watch) {
        DeskSession session = new DeskSession(loop, desk, person, transport, watch != null);
        if (watch != null) {
            watch.add(session);
        }
        return session.client
                .connected()
                .thenCompose(_ -> session.subscribe("errors", "/user/queue/errors", "", _ -> {}))
                .thenCompose(_ -> session.subscribe("replies", "/user/queue/replies", "", session::reply))
                .thenApply(_ -> session)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        session.client.cut();
                    }
                });
    }

    public DeskApi.Person person() {
        return person;
    }

    public StompConnection client() {
        return client;
    }

    /** Completes with the RECEIPT, when the subscription is live. */
    public CompletableFuture<StompFrame> subscribe(
            String id, String destination, String headers, Consumer<StompFrame> subscriber) {
        subscribers.put(id, subscriber);
        return request("SUBSCRIBE", subscriptionId(id) + "destination:" + destination + "\n" + headers, "");
    }

    private static String subscriptionId(String id) {
        return "id:" + id + "\n";
    }

    /** The RECEIPT of an UNSUBSCRIBE also answers a SUBSCRIBE that was not live yet. */
    public CompletableFuture<StompFrame> unsubscribe(String id) {
        return request("UNSUBSCRIBE", subscriptionId(id), "").whenComplete((_, _) -> {
            subscribers.remove(id);
            giveUp("SUBSCRIBE " + subscriptionId(id));
        });
    }

    private void giveUp(String beginning) {
        receipts.values()
                .removeIf(asked ->
                        asked.frame().startsWith(beginning) && asked.answer().cancel(false));
    }

    /** Sends DISCONNECT. Completes when the desk has closed the connection. */
    public CompletableFuture<Integer> disconnect() {
        client.send("DISCONNECT", "receipt:bye\n", "");
        return client.closed();
    }

    /**
     * Sends a command. Completes with its RECEIPT. The result is the {@code data} of its reply.
     *
     * @param body a JSON object, to which the clientId is added
     */
    public CompletableFuture<JsonNode> command(String destination, String body) {
        String clientId = UUID.randomUUID().toString();
        return send(destination, clientId, body).thenApply(_ -> {
            JsonNode reply = replies.remove(clientId);
            return reply == null ? JSON.nullNode() : reply.path("data");
        });
    }

    /** Sends a command with a given clientId. Completes with its RECEIPT. */
    public CompletableFuture<StompFrame> send(String destination, String clientId, String body) {
        String rest = body.length() > 2 ? "," + body.substring(1) : "}";
        return request(
                "SEND",
                "destination:" + destination + "\ncontent-type:application/json\n",
                "{\"clientId\":\"" + clientId + "\"" + rest);
    }

    private CompletableFuture<StompFrame> request(String command, String headers, String body) {
        String receipt = "r" + NUMBER.incrementAndGet();
        CompletableFuture<StompFrame> answer = new CompletableFuture<>();
        receipts.put(receipt, new Asked(command + " " + headers, System.nanoTime(), answer));
        if (client.closed().isDone()) {
            closed(0);
        }
        note(() -> "wrote " + receipt + " " + command + " " + headers + body);
        client.send(command, "receipt:" + receipt + "\n" + headers, body);
        return answer;
    }

    private void reply(StompFrame frame) {
        JsonNode reply = JSON.readTree(frame.body());
        String clientId = reply.path("clientId").asString("");
        if (!clientId.isEmpty()) {
            replies.put(clientId, reply);
        }
    }

    private void note(Supplier<String> line) {
        if (transcript != null) {
            transcript.note(() -> line.get().replace('\n', ' '));
        }
    }

    /** The receipts of frames that have had no answer for this long although the connection is open. */
    Map<String, String> unansweredFor(long nanos) {
        long before = System.nanoTime() - nanos;
        if (client.closed().isDone()) {
            return Map.of();
        }
        if (!client.connected().isDone()) {
            return openedAt < before ? Map.of("", "CONNECT") : Map.of();
        }
        return receipts.entrySet().stream()
                .filter(asked -> asked.getValue().at() < before)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, asked -> asked.getValue().frame()));
    }

    @Override
    public String toString() {
        return "%s: %s%n%s".formatted(person.name(), client, transcript);
    }

    @Override
    public void frame(StompFrame frame) {
        note(() -> "read " + frame);
        if (frame.is("RECEIPT")) {
            Asked asked = receipts.remove(frame.need("receipt-id"));
            if (asked != null) {
                asked.answer().complete(frame);
            }
        } else if (frame.is("MESSAGE")) {
            String subscription = frame.need("subscription");
            Consumer<StompFrame> subscriber = subscribers.get(subscription);
            if (subscriber != null) {
                subscriber.accept(frame);
            }
            if (subscription.equals("errors")) {
                refused(frame);
            }
        } else if (frame.is("ERROR")) {
            refused(frame);
        }
    }

    private void refused(StompFrame frame) {
        JsonNode error = JSON.readTree(frame.body());
        Asked asked = receipts.remove(error.path("receipt").asString(""));
        if (asked != null) {
            asked.answer().completeExceptionally(new Refused(error));
        }
    }

    @Override
    public void closed(int code) {
        note(() -> "closed with " + code);
        for (String receipt : receipts.keySet()) {
            Asked asked = receipts.remove(receipt);
            if (asked != null) {
                asked.answer().completeExceptionally(new IOException("closed with " + code));
            }
        }
    }
}
