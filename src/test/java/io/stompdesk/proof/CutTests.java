package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompLoop;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A customer and an agent write to each other through networks that cut connections in the middle of frames, reset
 * them, go silent and delay. {@code -Dproof.cuts=1000} makes more cuts.
 */
@DeskTest(
        properties = {
            "stompdesk.limits.enabled=off",
            "stompdesk.presence.grace=0",
            "stompdesk.auth.access-token=1h",
            "stompdesk.realtime.silence=2s",
            "stompdesk.realtime.ping=500ms",
            "stompdesk.realtime.sweep=200ms"
        })
class CutTests {

    private static final int CUTS = Integer.getInteger("proof.cuts", 100);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);

    /** Run in parallel, because a silent network mostly means waiting. */
    private static final int PAIRS = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private EventLog log;

    private InetSocketAddress desk() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void nothingIsLostOrDoubledWhateverTheNetworkDoes() throws Exception {
        System.out.println("cut test: -Dproof.seed=" + SEED);
        DeskApi api = new DeskApi(desk());
        List<DeskApi.Person> agents = api.agents("cut", PAIRS);
        List<DeskApi.Person> guests = api.guests("Cut", PAIRS);
        List<Callable<Integer>> pairs = new ArrayList<>();
        try (StompLoop loop = new StompLoop("cuts");
                ExecutorService threads = Executors.newFixedThreadPool(PAIRS)) {
            for (int i = 0; i < PAIRS; i++) {
                int cuts = CUTS / PAIRS + (i < CUTS % PAIRS ? 1 : 0);
                DeskApi.Person agent = agents.get(i);
                DeskApi.Person guest = guests.get(i);
                Random random = new Random(SEED + i);
                pairs.add(() -> {
                    try (Pair pair = new Pair(loop, agent, guest, random)) {
                        return pair.talk(cuts);
                    }
                });
            }
            int messages = 0;
            for (Future<Integer> pair : threads.invokeAll(pairs)) {
                messages += pair.get();
            }
            System.out.printf("cut test: %d cuts, %d messages%n", CUTS, messages);
        }
    }

    /** A customer and an agent of one ticket, each behind their own network. */
    private final class Pair implements AutoCloseable {

        private final CuttingProxy agentsWay = new CuttingProxy(desk());
        private final CuttingProxy customersWay = new CuttingProxy(desk());
        private final Random random;
        private final Seat agent;
        private final Seat customer;
        private final List<Seat> seats;
        private final String ticket;
        private int subscriptions;

        Pair(StompLoop loop, DeskApi.Person agent, DeskApi.Person guest, Random random) {
            this.random = random;
            this.agent = new Seat(loop, agentsWay::address, agent);
            this.customer = new Seat(loop, customersWay::address, guest);
            this.seats = List.of(this.customer, this.agent);
            DeskSession opener = DeskSession.open(loop, desk(), guest).join();
            this.ticket = opener.command("/app/tickets.create", "{\"subject\":\"Cuts\",\"description\":\"Cuts\"}")
                    .join()
                    .path("ticket")
                    .path("id")
                    .asString();
            opener.disconnect();
            seats.forEach(seat -> seat.lookAt(ticket));
        }

        /** @return how many messages got a RECEIPT */
        int talk(int cuts) {
            for (int cut = 0; cut < cuts; cut++) {
                comeBack();
                hurt(random.nextBoolean() ? agent : customer);
            }
            comeBack();
            List<String> stored = stored(ticket);
            int receipted = 0;
            for (Seat seat : seats) {
                assertThat(seat.view()).isEqualTo(stored);
                for (String id : seat.receipted()) {
                    receipted++;
                    assertThat(stored.stream().filter(body -> body.contains(id + "\",\"data")))
                            .as("what is stored of " + id)
                            .hasSize(1);
                }
            }
            return receipted;
        }

        /** Everybody reconnects, gets a RECEIPT for every message, and sees what is stored. */
        private void comeBack() {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                    .until(() -> {
                        agent.insist("/app/presence", "{\"status\":\"ONLINE\"}");
                        agent.ask("/app/ticket." + ticket + ".pick", "{}");
                        seats.forEach(Seat::sendAgain);
                        seats.forEach(seat -> assertThat(seat.fault()).isEmpty());
                        List<String> stored = stored(ticket);
                        for (Seat seat : seats) {
                            if (!seat.view().equals(stored)) {
                                seat.catchUp("s" + ++subscriptions, 3000);
                            }
                        }
                        return seats.stream().allMatch(Seat::everythingIsReceipted)
                                && seats.stream().allMatch(seat -> seat.view().equals(stored(ticket)));
                    });
        }

        private void hurt(Seat victim) {
            CuttingProxy way = victim == agent ? agentsWay : customersWay;
            CuttingProxy.Link link = way.newest();
            int kind = random.nextInt(5);
            switch (kind) {
                case 0 -> link.cutInFrame(CuttingProxy.Way.TO_DESK, random.nextInt(4));
                case 1 -> link.cutInFrame(CuttingProxy.Way.TO_CLIENT, random.nextInt(4));
                case 2 -> {
                    victim.say();
                    link.reset();
                }
                case 3 -> link.goSilent();
                default -> link.delay(TimeUnit.MILLISECONDS.toNanos(20));
            }
            for (int i = 0; i < 4; i++) {
                victim.say();
            }
            // A client that receives nothing gives up. If it does not, the desk notices the silence.
            if (random.nextBoolean()) {
                link.reset();
            }
            await("after cut of kind " + kind)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> way.newest() != link || !victim.isConnected() || victim.everythingIsReceipted());
        }

        @Override
        public void close() throws IOException {
            agentsWay.close();
            customersWay.close();
        }
    }

    private List<String> stored(String ticket) {
        return log.after(new StreamName("ticket." + ticket), 0, 1_000_000).stream()
                .map(StoredEvent::body)
                .toList();
    }
}
