package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.bench.AnswerWatch;
import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompConnection;
import io.stompdesk.bench.StompLoop;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StoreFaults;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Writer;
import io.stompdesk.subscription.DeskView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.AbstractMessageChannel;
import org.springframework.messaging.support.ChannelInterceptor;

/**
 * Random schedules of everything that clients do, while commits, publication and replays fail. At the end, every view
 * equals the store, every request for an answer was answered, and the desk has logged no error.
 * {@code -Dproof.schedules=100000} runs more. {@code -Dproof.transport=} takes {@code sockjs_websocket},
 * {@code xhr_streaming} or {@code xhr} in place of a plain WebSocket. {@code -Dproof.seed=… -Dproof.schedules=1}
 * repeats one schedule.
 */
@DeskTest(
        properties = {
            "stompdesk.limits.enabled=off",
            "stompdesk.presence.grace=0",
            "stompdesk.auth.access-token=1h",
            "logging.level.io.stompdesk=error"
        })
@Import(StoreFaults.Configuration.class)
class ModelTests {

    private static final int SCHEDULES = Integer.getInteger("proof.schedules", 1000);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
    private static final int AT_ONCE = Math.min(SCHEDULES, 10);
    private static final int MOST_STEPS = 14;
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("proof.patience", 60));

    /** After these times an answer is late, and then lost. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration LOST = Duration.ofSeconds(40);

    private static final StompConnection.Transport TRANSPORT = StompConnection.Transport.chosen();

    @LocalServerPort
    private int port;

    @Autowired
    private StoreFaults faults;

    @Autowired
    private EventLog log;

    @Autowired
    private ApplicationContext desk;

    @Autowired
    @Qualifier("brokerChannel")
    private MessageChannel broker;

    @Autowired
    @Qualifier("clientInboundChannel")
    private AbstractMessageChannel inbound;

    private final StompLoop loop = new StompLoop("model");
    private final AtomicInteger next = new AtomicInteger();
    private final InboundLog decoded = new InboundLog();
    private final DeskErrors errors = new DeskErrors();
    private final AnswerWatch watch = new AnswerWatch(LATE, LOST, this::deskView);

    /** The message ids of events whose live delivery the test has suppressed. */
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void everyViewEqualsTheStore() throws Exception {
        DeskApi api = new DeskApi(address());
        List<DeskApi.Person> agents = api.agents("model", AT_ONCE);
        List<DeskApi.Person> customers = api.customers("visitor", AT_ONCE);
        failNowAndThen();
        inbound.addInterceptor(0, decoded);
        try (StompLoop _ = loop;
                AnswerWatch _ = watch;
                DeskErrors _ = errors;
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Void>> tables = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Table table = new Table(
                        new RenewedLogin(api, "visitor-" + i, customers.get(i)),
                        new RenewedLogin(api, "model-" + i, agents.get(i)));
                tables.add(table::run);
            }
            for (Future<Void> table : threads.invokeAll(tables)) {
                table.get();
            }
            checkDesk();
            System.out.printf("proof: %d schedules from -Dproof.seed=%d%n", SCHEDULES, SEED);
        } finally {
            faults.none();
        }
    }

    /** Makes commits fail or lose their answer, suppresses publication, and makes replays fail. */
    private void failNowAndThen() {
        faults.commits(() -> {
            int dice = ThreadLocalRandom.current().nextInt(100);
            return dice < 2
                    ? StoreFaults.Commit.FAILS
                    : dice < 4 ? StoreFaults.Commit.IS_LOST : StoreFaults.Commit.SUCCEEDS;
        });
        faults.replaysFail(() -> ThreadLocalRandom.current().nextInt(100) < 2);
        ((AbstractMessageChannel) broker).addInterceptor(new Dropping());
    }

    /** Suppresses the live delivery of an event for everybody, and records it. */
    private final class Dropping implements ChannelInterceptor {

        @Override
        public @Nullable Message<?> preSend(Message<?> message, MessageChannel channel) {
            boolean drops = DeskView.eventOf(message)
                    .filter(event -> event.stream().value().startsWith("ticket."))
                    .filter(_ -> ThreadLocalRandom.current().nextInt(100) < 3)
                    .filter(event -> dropped.add(event.stream() + "-" + event.seq()))
                    .isPresent();
            return drops ? null : message;
        }
    }

    /** The desk must answer everything and log no error. */
    private void checkDesk() {
        assertThat(watch.violation()).isEmpty();
        assertThat(errors.seen()).isEmpty();
    }

    /** Prints the progress of a long run. */
    private void report(int done) {
        if (done % 1000 == 0) {
            System.out.printf("proof: %d schedules at %s%n", done, LocalTime.now());
        }
    }

    private String deskView(StompConnection connection) {
        DeskView view = new DeskView(desk);
        String id = view.idOf(connection.tag());
        return "The desk: %s%n%s%n%s%n%s"
                .formatted(view.of(id), desk.getBean(Writer.class), decoded.of(id), Threads.dump());
    }

    /** Somebody who logs in again before their token expires, which it does in a long run. */
    private static final class RenewedLogin implements Supplier<DeskApi.Person> {

        private static final long RENEWED_AFTER = Duration.ofMinutes(30).toNanos();

        private final DeskApi api;
        private final String username;
        private DeskApi.Person person;
        private long since = System.nanoTime();

        RenewedLogin(DeskApi api, String username, DeskApi.Person person) {
            this.api = api;
            this.username = username;
            this.person = person;
        }

        @Override
        public synchronized DeskApi.Person get() {
            if (System.nanoTime() - since > RENEWED_AFTER) {
                person = api.again(username);
                since = System.nanoTime();
            }
            return person;
        }
    }

    /** A customer, an agent and a second tab, who run one schedule after the other. */
    private final class Table {

        private final Seat customer;
        private final Seat agent;
        private final Seat tab;
        private String ticket = "";
        private int subscriptions;
        private int nudged;

        /** The reason why the agent could not pick, if a schedule waits for that. */
        private volatile String lastRefusal = "";

        Table(RenewedLogin customer, RenewedLogin agent) {
            this.customer = new Seat(loop, ModelTests.this::address, customer, TRANSPORT, watch);
            this.agent = new Seat(loop, ModelTests.this::address, agent, TRANSPORT, watch);
            this.tab = new Seat(loop, ModelTests.this::address, customer, TRANSPORT, watch);
        }

        Void run() {
            for (int i = next.getAndIncrement(); i < SCHEDULES; i = next.getAndIncrement()) {
                long seed = SEED + i;
                try {
                    open();
                    play(new Random(seed));
                    close();
                    checkDesk();
                    report(i + 1);
                } catch (Throwable failure) {
                    next.set(SCHEDULES);
                    throw new AssertionError(
                            "Again with -Dproof.schedules=1 -Dproof.seed="
                                    + seed
                                    + ": "
                                    + failure.getMessage()
                                    + "\nThe last pick that was refused: "
                                    + lastRefusal
                                    + "\n"
                                    + watch.violation(),
                            failure);
                }
            }
            return null;
        }

        private void open() {
            String id = java.util.UUID.randomUUID().toString();
            String before = ticket;
            nudged = 0;
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
         * A command from the agent's earlier connection, such as OFFLINE, may still be in progress. After a reconnect,
         * the desk may also need several attempts to store that the agent is back.
         */
        private void pick() {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreExceptions()
                    .until(() -> {
                        try {
                            agent.insist("/app/presence", "{\"status\":\"ONLINE\"}");
                            agent.ask("/app/ticket." + ticket + ".pick", "{}");
                            return true;
                        } catch (RuntimeException refused) {
                            lastRefusal = refused.toString();
                            throw refused;
                        }
                    });
        }

        /** Does not wait for the result. */
        private void signal(Seat seat, String destination, String body) {
            var _ = seat.connected().command(destination, body);
        }

        private void resume(Seat seat) {
            seat.resume("s" + ++subscriptions);
        }

        /**
         * Everybody reconnects and sends again whatever has no RECEIPT. Then all events must arrive live, without a new
         * subscription on an open connection. Only if the test itself suppressed the last event does somebody send one
         * more message, from which the cursors detect the gap.
         */
        private void close() {
            List<Seat> seats = List.of(customer, agent, tab);
            StreamName stream = new StreamName("ticket." + ticket);
            await("everything comes live")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                    .until(() -> {
                        seats.forEach(seat -> seat.follow(() -> "s" + ++subscriptions));
                        seats.forEach(seat -> assertThat(seat.fault()).isEmpty());
                        if (!seats.stream().allMatch(Seat::everythingIsReceipted)) {
                            pick();
                            seats.forEach(Seat::sendAgain);
                            return false;
                        }
                        List<String> stored = stored(stream);
                        if (dropped.contains(stream + "-" + stored.size()) && nudged < stored.size()) {
                            nudged = stored.size();
                            customer.say();
                            return false;
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
