package io.stompdesk.proof;

import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Customers who write all the time, and agents who keep their chats open. If the desk dies or refuses a message as
 * retryable, they send it again with the same id. They remember every RECEIPT.
 */
final class Writers implements AutoCloseable {

    private static final int CUSTOMERS_PER_AGENT = 10;
    private static final int AHEAD = 4;
    private static final long PATIENCE_S = 120;

    private final StompLoop loop = new StompLoop("writers");
    private final List<DeskApi.Person> agents;
    private final List<Writer> writers = new ArrayList<>();
    private final Collection<String> receipted = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    private List<DeskSession> agentSessions = List.of();

    // Guarded by this.
    private long receipts;
    private long wanted = Long.MAX_VALUE;
    private CompletableFuture<Void> reached = new CompletableFuture<>();

    Writers(InetSocketAddress desk, int count) {
        DeskApi api = new DeskApi(desk);
        agents = api.agents("writing", (count + CUSTOMERS_PER_AGENT - 1) / CUSTOMERS_PER_AGENT);
        for (DeskApi.Person customer : api.guests("Writing", count)) {
            DeskSession session = DeskSession.open(loop, desk, customer).join();
            JsonNode created = session.command(
                            "/app/tickets.create", "{\"subject\":\"Proof\",\"description\":\"Proof\"}")
                    .join();
            writers.add(new Writer(customer, created.path("ticket").path("id").asString()));
            session.disconnect();
        }
    }

    /** Connects everybody to a desk that has just started, picks every ticket, and begins to write. */
    void begin(InetSocketAddress desk) {
        agentSessions = all(agents.stream()
                .map(agent -> DeskSession.open(loop, desk, agent))
                .toList());
        all(agentSessions.stream()
                .map(agent -> agent.command("/app/presence", "{\"status\":\"ONLINE\"}"))
                .toList());
        List<CompletableFuture<JsonNode>> picked = new ArrayList<>();
        for (int i = 0; i < writers.size(); i++) {
            picked.add(agentSessions
                    .get(i / CUSTOMERS_PER_AGENT)
                    .command("/app/ticket." + writers.get(i).ticket + ".pick", "{}"));
        }
        all(picked);
        List<DeskSession> sessions = all(writers.stream()
                .map(writer -> DeskSession.open(loop, desk, writer.person))
                .toList());
        for (int i = 0; i < writers.size(); i++) {
            Writer writer = writers.get(i);
            DeskSession session = sessions.get(i);
            loop.execute(() -> writer.begin(session));
        }
    }

    private static <T> List<T> all(List<CompletableFuture<T>> futures) {
        return futures.stream()
                .map(future -> future.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join())
                .toList();
    }

    /** Returns when this many more messages have a RECEIPT. */
    void awaitReceipts(long more) {
        CompletableFuture<Void> enough;
        synchronized (this) {
            reached = new CompletableFuture<>();
            wanted = receipts + more;
            enough = reached;
        }
        enough.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        Throwable wrong = fault.get();
        if (wrong != null) {
            throw new AssertionError("A writer was told something else", wrong);
        }
    }

    private synchronized void receipt(String id) {
        receipted.add(id);
        if (++receipts >= wanted) {
            reached.complete(null);
        }
    }

    private synchronized void fail(Throwable failure) {
        fault.compareAndSet(null, failure);
        reached.complete(null);
    }

    List<String> receipted() {
        return List.copyOf(receipted);
    }

    /** Waits until everything sent has a RECEIPT. Sends nothing new. */
    void finish() {
        List<CompletableFuture<Void>> finished = writers.stream()
                .map(writer -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    loop.execute(() -> writer.finish(done));
                    return done;
                })
                .toList();
        all(finished);
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Used only by the loop's thread. */
    private final class Writer {

        private final DeskApi.Person person;
        private final String ticket;
        private final Set<String> unreceipted = new LinkedHashSet<>();
        private @Nullable DeskSession session;
        private @Nullable CompletableFuture<Void> finishing;

        Writer(DeskApi.Person person, String ticket) {
            this.person = person;
            this.ticket = ticket;
        }

        void begin(DeskSession connected) {
            session = connected;
            List.copyOf(unreceipted).forEach(this::send);
            fill();
        }

        void finish(CompletableFuture<Void> done) {
            finishing = done;
            fill();
        }

        private void fill() {
            CompletableFuture<Void> done = finishing;
            if (done != null) {
                if (unreceipted.isEmpty()) {
                    done.complete(null);
                }
                return;
            }
            while (unreceipted.size() < AHEAD) {
                String id = UUID.randomUUID().toString();
                unreceipted.add(id);
                send(id);
            }
        }

        private void send(String id) {
            DeskSession on = session;
            if (on == null || !on.client().isOpen()) {
                return;
            }
            on.send("/app/ticket." + ticket + ".chat", id, "{\"text\":\"" + id + "\"}")
                    .whenComplete((_, failure) -> loop.execute(() -> answered(id, failure)));
        }

        private void answered(String id, @Nullable Throwable failure) {
            if (failure == null) {
                if (unreceipted.remove(id)) {
                    receipt(id);
                }
                fill();
            } else if (failure instanceof DeskSession.Refused refused && refused.retryable()) {
                send(id);
            } else if (!(failure instanceof IOException)) {
                fail(failure);
            }
        }
    }
}
