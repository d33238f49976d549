package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompLoop;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StoreFaults;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.AbstractMessageChannel;
import org.springframework.messaging.support.ChannelInterceptor;

/**
 * Random schedules of everything that clients do, while commits, publishing and replays fail: at the end every view
 * equals the store. {@code -Dproof.schedules=100000} runs more; {@code -Dproof.seed=… -Dproof.schedules=1} runs one
 * again.
 */
@DeskTest(
        properties = {
            "stompdesk.limits.enabled=off",
            "stompdesk.presence.grace=0",
            "stompdesk.auth.access-token=1h",
            "logging.level.io.stompdesk=off"
        })
@Import(StoreFaults.Configuration.class)
class ModelTests {

    private static final int SCHEDULES = Integer.getInteger("proof.schedules", 1000);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
    private static final int AT_ONCE = Math.min(SCHEDULES, 10);
    private static final int MOST_STEPS = 14;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private StoreFaults faults;

    @Autowired
    private EventLog log;

    @Autowired
    @Qualifier("brokerChannel")
    private MessageChannel broker;

    private final StompLoop loop = new StompLoop("model");
    private final AtomicInteger next = new AtomicInteger();

    private InetSocketAddress desk() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void everyViewEqualsTheStore() throws Exception {
        DeskApi api = new DeskApi(desk());
        List<DeskApi.Person> agents = api.agents("model", AT_ONCE);
        List<DeskApi.Person> customers = api.guests("Model", AT_ONCE);
        failNowAndThen();
        long begin = System.nanoTime();
        try (StompLoop _ = loop;
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Void>> tables = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Table table = new Table(customers.get(i), agents.get(i));
                tables.add(table::run);
            }
            for (Future<Void> table : threads.invokeAll(tables)) {
                table.get();
            }
            System.out.printf("proof: %d schedules from -Dproof.seed=%d%n", SCHEDULES, SEED);
        } finally {
            faults.none();
        }
    }

    /** Commits that fail or whose answer is lost, events that are not published, failing replays. */
    private void failNowAndThen() {
        faults.commits(() -> {
            int dice = ThreadLocalRandom.current().nextInt(100);
            return dice < 2
                    ? StoreFaults.Commit.FAILS
                    : dice < 4 ? StoreFaults.Commit.IS_LOST : StoreFaults.Commit.SUCCEEDS;
        });
        faults.replaysFail(() -> ThreadLocalRandom.current().nextInt(100) < 2);
        ((AbstractMessageChannel) broker).addInterceptor(new ChannelInterceptor() {
            @Override
            public Message<?> preSend(Message<?> message, MessageChannel channel) {
                boolean chat = String.valueOf(SimpMessageHeaderAccessor.getDestination(message.getHeaders()))
                        .startsWith("/queue/ticket.");
                return chat && ThreadLocalRandom.current().nextInt(100) < 3 ? null : message;
            }
        });
    }

    /** One customer and one agent, who do one schedule after the other, and a second tab. */
    private final class Table {

        private final Seat customer;
        private final Seat agent;
        private final Seat tab;
        private String ticket = "";
        private int subscriptions;

        Table(DeskApi.Person customer, DeskApi.Person agent) {
            this.customer = new Seat(loop, ModelTests.this::desk, customer);
            this.agent = new Seat(loop, ModelTests.this::desk, agent);
            this.tab = new Seat(loop, ModelTests.this::desk, customer);
        }

        Void run() {
            for (int i = next.getAndIncrement(); i < SCHEDULES; i = next.getAndIncrement()) {
                long seed = SEED + i;
                try {
                    open();
                    play(new Random(seed));
                    close();
                } catch (Throwable failure) {
                    next.set(SCHEDULES);
                    throw new AssertionError("Again with -Dproof.schedules=1 -Dproof.seed=" + seed, failure);
                }
            }
            return null;
        }

        private void open() {
            String id = java.util.UUID.randomUUID().toString();
            String before = ticket;
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                DeskSession session = customer.connected();
                ticket = session.command(
                                "/app/tickets.create", "{\"subject\":\"" + id + "\",\"description\":\"Model\"}")
                        .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                        .join()
                        .path("ticket")
                        .path("id")
                        .asString();
                return !ticket.equals(before);
            });
            List.of(customer, agent, tab).forEach(seat -> seat.lookAt(ticket));
        }

        private void play(Random random) {
            List<Seat> seats = List.of(customer, agent, tab);
            seats.forEach(this::resume);
            pick();
            int steps = 4 + random.nextInt(MOST_STEPS - 3);
            for (int i = 0; i < steps; i++) {
                Seat seat = seats.get(random.nextInt(seats.size()));
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> seat.say();
                    case 4 -> {
                        String id = seat.say();
                        seat.send(id);
                        seat.send(id);
                    }
                    case 5 -> seat.sendAgain();
                    case 6 -> seat.cut();
                    case 7 -> {
                        seat.cut();
                        resume(seat);
                    }
                    case 8, 9 -> resume(seat);
                    case 10 -> signal(agent, "/app/ticket." + ticket + ".pick", "{}");
                    default ->
                        signal(
                                agent,
                                "/app/presence",
                                random.nextBoolean() ? "{\"status\":\"OFFLINE\"}" : "{\"status\":\"ONLINE\"}");
                }
            }
        }

        /**
         * What the agent said through an earlier connection, such as OFFLINE, may still be on its way; and after a
         * reconnect the desk may need several tries to store that they are back.
         */
        private void pick() {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreExceptions()
                    .until(() -> {
                        agent.insist("/app/presence", "{\"status\":\"ONLINE\"}");
                        agent.ask("/app/ticket." + ticket + ".pick", "{}");
                        return true;
                    });
        }

        /** Whether it works is not waited for. */
        private void signal(Seat seat, String destination, String body) {
            var _ = seat.connected().command(destination, body);
        }

        private void resume(Seat seat) {
            seat.resume("s" + ++subscriptions);
        }

        /** Everybody comes back, sends what is not receipted yet, and looks until all is seen. */
        private void close() {
            List<Seat> seats = List.of(customer, agent, tab);
            StreamName stream = new StreamName("ticket." + ticket);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                    .until(() -> {
                        pick();
                        seats.forEach(Seat::sendAgain);
                        seats.forEach(seat -> assertThat(seat.fault()).isEmpty());
                        if (!seats.stream().allMatch(Seat::everythingIsReceipted)) {
                            return false;
                        }
                        List<String> stored = stored(stream);
                        for (Seat seat : seats) {
                            if (!seat.view().equals(stored)) {
                                seat.catchUp("s" + ++subscriptions, 200);
                            }
                        }
                        return seats.stream().allMatch(seat -> seat.view().equals(stored));
                    });
            List<String> stored = stored(stream);
            for (Seat seat : seats) {
                for (String id : seat.receipted()) {
                    assertThat(stored.stream().filter(body -> body.contains("\"clientId\":\"" + id)))
                            .as("what is stored of " + id)
                            .hasSize(1);
                }
                assertThat(seat.fault()).isEmpty();
            }
            agent.insist("/app/ticket." + ticket + ".resolve", "{}");
        }

        private List<String> stored(StreamName stream) {
            return log.after(stream, 0, 10_000).stream().map(StoredEvent::body).toList();
        }
    }
}
