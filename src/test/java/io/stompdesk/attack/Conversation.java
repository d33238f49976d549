package io.stompdesk.attack;

import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompFrame;
import io.stompdesk.bench.StompLoop;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A customer and an agent who chat and want nothing else. Notes how long each message takes from the SEND to the other
 * side, and what goes wrong.
 */
final class Conversation implements AutoCloseable {

    private final DeskSession customer;
    private final DeskSession agent;
    private final String ticket;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Queue<Long> tookNanos = new ConcurrentLinkedQueue<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** Opens a ticket, has it picked, and subscribes both to it. */
    Conversation(StompLoop loop, InetSocketAddress desk, DeskApi.Person customer, DeskApi.Person agent) {
        this.customer = DeskSession.open(loop, desk, customer).join();
        this.agent = DeskSession.open(loop, desk, agent).join();
        this.ticket = this.customer
                .command("/app/tickets.create", "{\"subject\":\"Help\",\"description\":\"It does not work.\"}")
                .join()
                .path("ticket")
                .path("id")
                .asString();
        this.agent.command("/app/presence", "{\"status\":\"ONLINE\"}").join();
        this.agent.command("/app/ticket." + ticket + ".pick", "{}").join();
        subscribe(this.customer);
        subscribe(this.agent);
    }

    private void subscribe(DeskSession side) {
        side.subscribe("thread", "/queue/ticket." + ticket, "", frame -> heard(side, frame))
                .join();
        side.client().closed().thenAccept(code -> trouble(side.person().name() + " was cut with " + code));
    }

    private void heard(DeskSession side, StompFrame frame) {
        String body = frame.body();
        if (body.contains("\"type\":\"ticket.paused\"")) {
            trouble("ticket " + ticket + " was paused");
        }
        @Nullable String id = between(body, "\"clientId\":\"", "\"");
        if (id != null && !body.contains("\"actor\":{\"id\":\"" + side.person().id())) {
            Long at = sentAt.remove(id);
            if (at != null) {
                tookNanos.add(System.nanoTime() - at);
            }
        }
    }

    private static @Nullable String between(String text, String before, String after) {
        int start = text.indexOf(before);
        return start < 0 ? null : text.substring(start + before.length(), text.indexOf(after, start + before.length()));
    }

    private void trouble(String what) {
        if (!clock.isShutdown()) {
            troubles.add(what);
        }
    }

    /** Both write in turn, each time after so long. */
    void start(long everyMillis) {
        var _ = clock.scheduleAtFixedRate(this::say, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    private void say() {
        DeskSession side = turn.getAndIncrement() % 2 == 0 ? customer : agent;
        String id = UUID.randomUUID().toString();
        sentAt.put(id, System.nanoTime());
        var _ = side.send("/app/ticket." + ticket + ".chat", id, "{\"text\":\"Does it work now?\"}")
                .exceptionally(refused -> {
                    trouble("a message was refused: " + refused.getMessage());
                    return null;
                });
    }

    /** What has been delivered so far, in nanoseconds each. */
    Queue<Long> tookNanos() {
        return tookNanos;
    }

    Queue<String> troubles() {
        return troubles;
    }

    /** How many messages have not been delivered. */
    int undelivered() {
        return sentAt.size();
    }

    /** Both stop writing. */
    void fallSilent() {
        clock.shutdownNow();
    }

    @Override
    public void close() {
        fallSilent();
        customer.client().cut();
        agent.client().cut();
    }
}
