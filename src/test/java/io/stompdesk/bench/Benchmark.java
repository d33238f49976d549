package io.stompdesk.bench;

import io.stompdesk.bench.DeskApi.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Measures how fast the desk stores and delivers chat messages with receipts, at a fixed rate and at the maximum rate.
 *
 * <p>This process creates the load. The desk is another process on the same machine. Each chat has a customer and an
 * agent who write in turn; every message is delivered to both. A run is valid only if each message was delivered once,
 * in order, and as the store has it. Commands: see docs/performance.md.
 */
public final class Benchmark {

    /** The text of a typical message of 200 bytes. */
    private static final String TEXT = "x".repeat(200);

    private static final int CHATS_PER_AGENT = 100;

    private final int chats = Integer.getInteger("bench.chats", 1000);
    private final int rate = Integer.getInteger("bench.rate", 500);
    private final int seconds = Integer.getInteger("bench.seconds", 10);
    private final int warmUp = Integer.getInteger("bench.warmUp", 15);
    private final int window = Integer.getInteger("bench.window", 200);
    private final int rounds = Integer.getInteger("bench.rounds", 3);
    private final String flags = System.getProperty("bench.flags", "");
    private final String store = System.getProperty("bench.store", "");

    private final StompLoop loop = new StompLoop("load");
    private final List<Chat> all = new ArrayList<>();
    private final Histogram receipts = new Histogram(60_000_000_000L, 3);
    private final Histogram deliveries = new Histogram(60_000_000_000L, 3);

    // The following fields are used only by the loop's thread.
    private int waiting;
    private int next;
    private long sent;
    private long answered;
    private long delivered;
    private boolean measuring;
    private String fault = "";

    public static void main(String[] args) throws IOException {
        new Benchmark().run();
    }

    /** A ticket whose customer and agent are connected. */
    private final class Chat {

        private final int number;
        private final String ticket;
        private final DeskSession customer;
        private final DeskSession agent;
        private final long[] seen = new long[2];
        private long written;
        private long head;

        Chat(int number, String ticket, DeskSession customer, DeskSession agent) {
            this.number = number;
            this.ticket = ticket;
            this.customer = customer;
            this.agent = agent;
        }

        CompletableFuture<?> follow() {
            return CompletableFuture.allOf(
                    customer.subscribe(ticket, "/queue/ticket." + ticket, "since:" + head + "\n", f -> seen(0, f)),
                    agent.subscribe(ticket, "/queue/ticket." + ticket, "since:" + head + "\n", f -> seen(1, f)));
        }

        private void seen(int side, StompFrame frame) {
            String id = frame.need("message-id");
            if (!id.startsWith("ticket.")) {
                return;
            }
            long seq = Long.parseLong(id.substring(id.indexOf('-') + 1));
            if (seq != (seen[side] == 0 ? head : seen[side]) + 1) {
                fault = ticket + ": " + seq + " after " + seen[side];
            }
            seen[side] = seq;
            String at = frame.after("\"clientId\":\"", 36);
            if (at != null) {
                delivered++;
                if (measuring) {
                    deliveries.recordValue(
                            System.nanoTime() - UUID.fromString(at).getMostSignificantBits());
                }
            }
        }

        /** Sends the next message, which was due at this time. Its id contains the time. */
        void write(long asOf) {
            waiting++;
            sent++;
            UUID id = new UUID(asOf, (long) number << 32 | ++written);
            (written % 2 == 0 ? agent : customer)
                    .send("/app/ticket." + ticket + ".chat", id.toString(), "{\"text\":\"" + TEXT + "\"}")
                    .whenComplete((_, failure) -> {
                        waiting--;
                        answered++;
                        if (failure != null) {
                            fault = failure.toString();
                        } else if (measuring) {
                            receipts.recordValue(System.nanoTime() - asOf);
                        }
                    });
        }
    }

    private void run() throws IOException {
        Path data = Files.createTempDirectory("stompdesk-bench-data");
        List<String> jvm = flags.isBlank() ? List.of() : List.of(flags.split(" "));
        DeskProcess.Recipe recipe = DeskProcess.Recipe.of(
                jvm, java.util.Map.of("STOMPDESK_DATA_DIR", data.toString(), "STOMPDESK_STORE_URL", store));
        try (DeskProcess desk = recipe.start()) {
            say("desk ready in %d ms%n", desk.startedIn().toMillis());
            prepare(desk);
            say("%d chats, %d agents%n", chats, (chats + CHATS_PER_AGENT - 1) / CHATS_PER_AGENT);
            atMost(desk, Duration.ofSeconds(warmUp), false);
            for (int round = 0; round < rounds; round++) {
                atMost(desk, Duration.ofSeconds(seconds), true);
                atRate(desk, Duration.ofSeconds(seconds));
            }
            check(desk);
            say("rss %d MiB%n", desk.rss() >> 20);
            long begin = System.nanoTime();
            desk.stop();
            say("stopped in %d ms%n", (System.nanoTime() - begin) / 1_000_000);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
        if (!fault.isEmpty()) {
            say("VOID: %s%n", fault);
            System.exit(1);
        }
        say("valid: every delivery once and in order, the store agrees%n");
        System.exit(0);
    }

    private void prepare(DeskProcess desk) {
        DeskApi api = new DeskApi(desk.address());
        int agentCount = (chats + CHATS_PER_AGENT - 1) / CHATS_PER_AGENT;
        List<DeskSession> agents =
                connect(desk, api.agents("load-" + UUID.randomUUID().toString().substring(0, 8), agentCount));
        agents.forEach(agent ->
                agent.command("/app/presence", "{\"status\":\"ONLINE\"}").join());
        List<DeskSession> customers = connect(desk, api.guests("Load", chats));
        List<CompletableFuture<JsonNode>> tickets = new ArrayList<>();
        for (DeskSession customer : customers) {
            tickets.add(customer.command("/app/tickets.create", "{\"subject\":\"Load\",\"description\":\"Load\"}"));
        }
        List<CompletableFuture<?>> ready = new ArrayList<>();
        for (int i = 0; i < chats; i++) {
            String ticket = tickets.get(i).join().path("ticket").path("id").asString();
            Chat chat = new Chat(i, ticket, customers.get(i), agents.get(i / CHATS_PER_AGENT));
            all.add(chat);
            ready.add(
                    chat.agent.command("/app/ticket." + ticket + ".pick", "{}").thenCompose(picked -> {
                        chat.head = picked.path("ticket").path("head").asLong();
                        return chat.follow();
                    }));
        }
        CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new))
                .orTimeout(120, TimeUnit.SECONDS)
                .join();
    }

    private List<DeskSession> connect(DeskProcess desk, List<Person> people) {
        return people.stream().map(person -> DeskSession.open(loop, desk.address(), person)).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private void atMost(DeskProcess desk, Duration time, boolean measured) {
        Phase phase = new Phase(desk, time, measured, "at most, window " + window);
        loop.everyTurn(1, () -> {
            long now = System.nanoTime();
            if (now < phase.end) {
                while (waiting < window) {
                    all.get(next++ % chats).write(now);
                }
            } else {
                phase.settle();
            }
        });
        phase.report();
    }

    private void atRate(DeskProcess desk, Duration time) {
        Phase phase = new Phase(desk, time, true, rate + "/s");
        long gap = TimeUnit.SECONDS.toNanos(1) / rate;
        long[] due = {System.nanoTime()};
        loop.everyTurn(1, () -> {
            long now = System.nanoTime();
            while (due[0] <= now && due[0] < phase.end) {
                all.get(next++ % chats).write(due[0]);
                due[0] += gap;
            }
            if (now >= phase.end) {
                phase.settle();
            }
        });
        phase.report();
    }

    /** A phase of the run, from its first message to the last delivery. */
    private final class Phase {

        private final DeskProcess desk;
        private final String name;
        private final boolean measured;
        private final CompletableFuture<Void> settled = new CompletableFuture<>();
        private final Duration cpuBefore;
        private final Duration ownBefore =
                DeskProcess.cpuOf(ProcessHandle.current().pid());
        private final long begin = System.nanoTime();
        private final long end;
        private long sentBefore;
        private long deliveredBefore;

        Phase(DeskProcess desk, Duration time, boolean measured, String name) {
            this.desk = desk;
            this.name = name;
            this.measured = measured;
            this.cpuBefore = desk.cpu();
            this.end = begin + time.toNanos();
            CompletableFuture<Void> begun = new CompletableFuture<>();
            loop.execute(() -> {
                measuring = measured;
                receipts.reset();
                deliveries.reset();
                sentBefore = sent;
                deliveredBefore = delivered;
                begun.complete(null);
            });
            begun.join();
        }

        /** Called on the loop's thread after the last message was sent. */
        void settle() {
            boolean everythingCame = answered == sent && delivered == 2 * sent;
            if (everythingCame || !fault.isEmpty()) {
                settled.complete(null);
            }
        }

        void report() {
            settled.orTimeout(120, TimeUnit.SECONDS).join();
            double took = (System.nanoTime() - begin) / 1e9;
            loop.everyTurn(0, () -> {});
            if (!measured) {
                return;
            }
            long messages = sent - sentBefore;
            double cpu = desk.cpu().minus(cpuBefore).toNanos() / 1e3;
            double own = DeskProcess.cpuOf(ProcessHandle.current().pid())
                            .minus(ownBefore)
                            .toNanos()
                    / 1e3;
            say(
                    "%-22s %7.0f msg/s  desk %5.1f us/delivery (%5.1f us/msg)  load %5.1f us/msg"
                            + "  receipt p50 %6.2f p99 %6.2f  delivery p50 %6.2f p99 %6.2f ms%n",
                    name,
                    messages / took,
                    cpu / (delivered - deliveredBefore),
                    cpu / messages,
                    own / messages,
                    receipts.getValueAtPercentile(50) / 1e6,
                    receipts.getValueAtPercentile(99) / 1e6,
                    deliveries.getValueAtPercentile(50) / 1e6,
                    deliveries.getValueAtPercentile(99) / 1e6);
        }
    }

    /** Checks that the history of every chat, as its customer reads it, contains what was sent. */
    private void check(DeskProcess desk) {
        DeskApi api = new DeskApi(desk.address());
        for (Chat chat : all) {
            long head = api.get("/api/tickets/" + chat.ticket + "/events?since=0&limit=1", chat.customer.person())
                    .path("head")
                    .asLong();
            if (head != chat.head + chat.written
                    || chat.seen[0] != head && chat.written > 0
                    || chat.seen[1] != head && chat.written > 0) {
                fault = "%s: stored %d, sent %d, seen %d and %d"
                        .formatted(
                                chat.ticket,
                                head - chat.head,
                                chat.written,
                                chat.seen[0] - chat.head,
                                chat.seen[1] - chat.head);
            }
        }
    }

    private static void say(String format, Object... args) {
        System.out.print(String.format(Locale.ROOT, format, args));
        System.out.flush();
    }
}
