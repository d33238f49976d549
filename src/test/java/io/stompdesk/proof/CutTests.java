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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Two people write to each other through networks that cut in the middle of frames, reset, go
 * silent and delay. {@code -Dproof.cuts=1000} cuts more.
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
@Tag("long")
class CutTests {

    private static final int CUTS = Integer.getInteger("proof.cuts", 100);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort private int port;
    @Autowired private EventLog log;

    private final Random random = new Random(SEED);
    private int subscriptions;

    @Test
    void nothingIsLostOrDoubledWhateverTheNetworkDoes() throws Exception {
        System.out.println("cut test, proof: -Dproof.seed=" + SEED);
        InetSocketAddress desk = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        DeskApi api = new DeskApi(desk);
        try (StompLoop loop = new StompLoop("cuts");
                CuttingProxy agentsWay = new CuttingProxy(desk);
                CuttingProxy customersWay = new CuttingProxy(desk)) {
            Seat agent = new Seat(loop, agentsWay::address, api.agents("cut", 1).getFirst());
            DeskApi.Person guest = api.guest("Cut");
            Seat customer = new Seat(loop, customersWay::address, guest);
            DeskSession opener = DeskSession.open(loop, desk, guest).join();
            String ticket =
                    opener.command(
                                    "/app/tickets.create",
                                    "{\"subject\":\"Cuts\",\"description\":\"Cuts\"}")
                            .join()
                            .path("ticket")
                            .path("id")
                            .asString();
            List<Seat> seats = List.of(customer, agent);
            seats.forEach(seat -> seat.lookAt(ticket));
            for (int cut = 0; cut < CUTS; cut++) {
                comeBack(seats, agent, ticket);
                Seat victim = seats.get(random.nextInt(2));
                hurt(victim, victim == agent ? agentsWay : customersWay);
            }
            comeBack(seats, agent, ticket);
            List<String> stored = stored(ticket);
            for (Seat seat : seats) {
                assertThat(seat.view()).isEqualTo(stored);
                for (String id : seat.receipted()) {
                    assertThat(stored.stream().filter(body -> body.contains(id + "\",\"data")))
                            .as("what is stored of " + id)
                            .hasSize(1);
                }
            }
        }
    }

    /** Everybody connects, has every message receipted, and sees what is stored. */
    private void comeBack(List<Seat> seats, Seat agent, String ticket) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                .until(
                        () -> {
                            agent.insist("/app/presence", "{\"status\":\"ONLINE\"}");
                            agent.insist("/app/ticket." + ticket + ".pick", "{}");
                            seats.forEach(Seat::sendAgain);
                            seats.forEach(seat -> assertThat(seat.fault()).isEmpty());
                            List<String> stored = stored(ticket);
                            for (Seat seat : seats) {
                                if (!seat.view().equals(stored)) {
                                    seat.catchUp("s" + ++subscriptions, 3000);
                                }
                            }
                            return seats.stream().allMatch(Seat::everythingIsReceipted)
                                    && seats.stream()
                                            .allMatch(seat -> seat.view().equals(stored(ticket)));
                        });
    }

    private void hurt(Seat victim, CuttingProxy way) {
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
        // A client that hears nothing gives up; if it does not, the desk finds out by itself.
        if (random.nextBoolean()) {
            link.reset();
        }
        await("after cut of kind " + kind)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () ->
                                way.newest() != link
                                        || !victim.isConnected()
                                        || victim.everythingIsReceipted());
    }

    private List<String> stored(String ticket) {
        return log.after(new StreamName("ticket." + ticket), 0, 1_000_000).stream()
                .map(StoredEvent::body)
                .toList();
    }
}
