package io.stompdesk.proof;

import io.stompdesk.bench.AnswerWatch;
import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompConnection;
import io.stompdesk.bench.StompFrame;
import io.stompdesk.bench.StompLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A correct client that views one ticket: it remembers the last seq it has seen, resumes from there, and sends again
 * whatever has no RECEIPT. An event out of order is a fault.
 */
final class Seat {

    private static final int PATIENCE_S = 60;
    private static final long PAUSE_NANOS = 5_000_000;

    private final StompLoop loop;
    private final Supplier<InetSocketAddress> way;
    private final Supplier<DeskApi.Person> person;
    private final StompConnection.Transport transport;
    private final @Nullable AnswerWatch watch;
    private final Set<String> unreceipted = new LinkedHashSet<>();
    private final Set<String> receipted = new LinkedHashSet<>();
    private final List<String> view = new ArrayList<>();
    private String ticket = "";
    private String fault = "";
    private int generation;
    private int refusedGeneration = -1;
    private long movedAt;
    private @Nullable DeskSession session;
    private @Nullable DeskSession subscribedOn;
    private String subscription = "";

    /** @param way returns the address to connect to, called for each connection */
    Seat(StompLoop loop, Supplier<InetSocketAddress> way, DeskApi.Person person) {
        this(loop, way, () -> person, StompConnection.Transport.WEBSOCKET, null);
    }

    /**
     * The same.
     *
     * @param watch checks that everything is answered
     */
    Seat(
            StompLoop loop,
            Supplier<InetSocketAddress> way,
            Supplier<DeskApi.Person> person,
            StompConnection.Transport transport,
            @Nullable AnswerWatch watch) {
        this.loop = loop;
        this.way = way;
        this.person = person;
        this.transport = transport;
        this.watch = watch;
    }

    /** Changes to another ticket, of which nothing has been seen yet. */
    synchronized void lookAt(String other) {
        generation++;
        ticket = other;
        view.clear();
        unreceipted.clear();
        receipted.clear();
    }

    synchronized String fault() {
        return fault;
    }

    synchronized List<String> view() {
        return List.copyOf(view);
    }

    synchronized Set<String> receipted() {
        return Set.copyOf(receipted);
    }

    synchronized boolean everythingIsReceipted() {
        return unreceipted.isEmpty();
    }

    boolean isConnected() {
        DeskSession current = session;
        return current != null && current.client().isOpen();
    }

    /** The open connection. Opens a new one if necessary. */
    DeskSession connected() {
        DeskSession current = session;
        for (int attempt = 0; current == null || !current.client().isOpen(); attempt++) {
            try {
                current = DeskSession.open(loop, way.get(), person.get(), transport, watch)
                        .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException cutMeanwhile) {
                if (attempt == 20 || cutMeanwhile.getCause() instanceof TimeoutException) {
                    throw cutMeanwhile;
                }
            }
        }
        session = current;
        return current;
    }

    /** Subscribes from the end of this view. An earlier subscription ends. */
    void resume(String subscriptionId) {
        DeskSession on = connected();
        if (on == subscribedOn) {
            var _ = on.unsubscribe(subscription);
        }
        subscribedOn = on;
        subscription = subscriptionId;
        int mine;
        long since;
        synchronized (this) {
            mine = ++generation;
            since = view.size();
            movedAt = System.nanoTime();
        }
        var _ = on.subscribe(
                        subscriptionId, "/queue/ticket." + ticket, "since:" + since + "\n", frame -> seen(mine, frame))
                .whenComplete((_, failure) -> opened(mine, failure));
    }

    private synchronized void opened(int mine, @Nullable Throwable failure) {
        if (mine == generation && failure instanceof DeskSession.Refused refused) {
            refusedGeneration = mine;
            if (!refused.retryable()) {
                fault = "refused for good: " + refused.getMessage();
            }
        }
    }

    private synchronized void seen(int since, StompFrame frame) {
        String id = frame.need("message-id");
        if (since != generation || !id.startsWith("ticket." + ticket + "-")) {
            return;
        }
        String rest = id.substring(id.indexOf('-') + 1);
        if (!rest.equals(Integer.toString(view.size() + 1))) {
            fault = ticket + ": " + rest + " after " + view.size();
        } else {
            view.add(frame.body());
            movedAt = System.nanoTime();
        }
    }

    /** Resumes on a new connection, or if the desk could not open the subscription. */
    void follow(Supplier<String> subscriptionId) {
        boolean refused;
        synchronized (this) {
            refused = refusedGeneration == generation;
        }
        if (connected() != subscribedOn || refused) {
            resume(subscriptionId.get());
        }
    }

    /** The same, and also if nothing has arrived for a while. */
    void catchUp(String subscriptionId, long patienceMillis) {
        boolean stuck;
        synchronized (this) {
            stuck = System.nanoTime() - movedAt > patienceMillis * 1_000_000;
        }
        if (stuck || connected() != subscribedOn) {
            resume(subscriptionId);
        }
    }

    /** Sends a new message and remembers it until its RECEIPT arrives. */
    String say() {
        String id = UUID.randomUUID().toString();
        synchronized (this) {
            unreceipted.add(id);
        }
        send(id);
        return id;
    }

    void send(String id) {
        var _ = connected()
                .send("/app/ticket." + ticket + ".chat", id, "{\"text\":\"" + id + "\"}")
                .whenComplete((_, failure) -> answered(id, failure));
    }

    private synchronized void answered(String id, @Nullable Throwable failure) {
        if (failure == null) {
            if (unreceipted.remove(id)) {
                receipted.add(id);
            }
        } else if (failure instanceof DeskSession.Refused refused && !refused.retryable()) {
            fault = "refused for good: " + refused.getMessage();
        }
    }

    /** Sends every message again that has no RECEIPT. */
    void sendAgain() {
        List<String> again;
        synchronized (this) {
            again = List.copyOf(unreceipted);
        }
        again.forEach(this::send);
    }

    /** Sends a command once. Completes with its RECEIPT. */
    void ask(String destination, String body) {
        ask(destination, UUID.randomUUID().toString(), body);
    }

    private void ask(String destination, String id, String body) {
        connected()
                .send(destination, id, body)
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
    }

    /** Repeats a command until it succeeds, because only the final state matters. */
    void insist(String destination, String body) {
        String id = UUID.randomUUID().toString();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            try {
                ask(destination, id, body);
                return;
            } catch (CompletionException again) {
                boolean forGood = again.getCause() instanceof DeskSession.Refused refused && !refused.retryable();
                if (forGood || System.nanoTime() > until || again.getCause() instanceof TimeoutException) {
                    throw again;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Resets the connection. */
    void cut() {
        DeskSession current = session;
        if (current != null) {
            current.client().cut();
        }
    }
}
