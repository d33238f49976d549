package io.stompdesk.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person at a desk: sends commands with receipts, and gives what arrives to who subscribed. */
public final class DeskSession implements StompClient.Listener {

    /** The desk said no. */
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

    private final Map<String, CompletableFuture<StompFrame>> receipts = new ConcurrentHashMap<>();
    private final Map<String, Consumer<StompFrame>> subscribers = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> replies = new ConcurrentHashMap<>();
    private final DeskApi.Person person;
    private final StompClient client;

    private DeskSession(StompLoop loop, InetSocketAddress desk, DeskApi.Person person) {
        this.person = person;
        this.client = StompClient.open(loop, desk, person.token(), this);
    }

    /** Connected, and subscribed to its own replies and errors, as every client should be. */
    public static CompletableFuture<DeskSession> open(StompLoop loop, InetSocketAddress desk, DeskApi.Person person) {
        DeskSession session = new DeskSession(loop, desk, person);
        return session.client
                .connected()
                .thenCompose(_ -> session.subscribe("errors", "/user/queue/errors", "", _ -> {}))
                .thenCompose(_ -> session.subscribe("replies", "/user/queue/replies", "", session::reply))
                .thenApply(_ -> session);
    }

    public DeskApi.Person person() {
        return person;
    }

    public StompClient client() {
        return client;
    }

    /** Done with the RECEIPT: the subscription is live. */
    public CompletableFuture<StompFrame> subscribe(
            String id, String destination, String headers, Consumer<StompFrame> subscriber) {
        subscribers.put(id, subscriber);
        return request("SUBSCRIBE", "id:" + id + "\ndestination:" + destination + "\n" + headers, "");
    }

    public CompletableFuture<StompFrame> unsubscribe(String id) {
        return request("UNSUBSCRIBE", "id:" + id + "\n", "").whenComplete((_, _) -> subscribers.remove(id));
    }

    /** Says goodbye; done when the desk has closed the connection. */
    public CompletableFuture<Integer> disconnect() {
        client.send("DISCONNECT", "receipt:bye\n", "");
        return client.closed();
    }

    /**
     * Sends a command; done with its RECEIPT, and then with {@code data} of its reply.
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

    /** Sends a command under an id of the caller's; done with its RECEIPT. */
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
        receipts.put(receipt, answer);
        if (client.closed().isDone()) {
            closed(client, 0);
        }
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

    @Override
    public void frame(StompClient from, StompFrame frame) {
        if (frame.is("RECEIPT")) {
            CompletableFuture<StompFrame> answer = receipts.remove(frame.need("receipt-id"));
            if (answer != null) {
                answer.complete(frame);
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
        @Nullable
        CompletableFuture<StompFrame> answer =
                receipts.remove(error.path("receipt").asString(""));
        if (answer != null) {
            answer.completeExceptionally(new Refused(error));
        }
    }

    @Override
    public void closed(StompClient from, int code) {
        receipts.values().removeIf(answer -> answer.completeExceptionally(new IOException("closed with " + code)));
    }
}
