package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.MutableClock;
import io.stompdesk.TestClient;
import io.stompdesk.TestClient.Transport;
import io.stompdesk.TestLogin;
import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompLoop;
import io.stompdesk.stream.EventData;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Writer;
import io.stompdesk.subscription.OpenResources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * However a connection ends, the desk releases what it used: the socket, the connection, its subscriptions, presence,
 * and its share of the limit of its address.
 */
@DeskTest(
        properties = {
            "stompdesk.limits.connections-per-address=" + LeakTests.SOCKETS,
            "stompdesk.presence.grace=100ms",
            "stompdesk.realtime.connect-within=2s",
            "stompdesk.realtime.outbound=256KB",
            "stompdesk.realtime.ping=300ms",
            "stompdesk.realtime.silence=4s",
            "stompdesk.realtime.stalled=1s",
            "stompdesk.realtime.sweep=100ms"
        })
@Import({OpenResources.class, MutableClock.Configuration.class})
class LeakTests {

    private static final int ROUNDS = Integer.getInteger("proof.churn", 2);

    /** As many as a round opens at once. If one of them leaked, the next round would fail. */
    static final int SOCKETS = 20;

    private static final Duration BEYOND_A_TOKEN = Duration.ofMinutes(11);
    private static final String THREAD = "/queue/ticket.";

    private record ProofAdded(String text) implements EventData {}

    /** The ways in which a connection can end. */
    private enum End {
        GOODBYE,
        CUT,
        HALF_OPEN,
        STALLED,
        BROKEN_FRAME,
        REVOKED,
        EXPIRED
    }

    @LocalServerPort
    private int port;

    @Autowired
    private OpenResources open;

    @Autowired
    private Writer writer;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient store;

    private final StompLoop loop = new StompLoop("churn");

    @AfterEach
    void leave() {
        loop.close();
    }

    private InetSocketAddress desk() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void whateverEndsConnectionsNothingOfThemIsLeft() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            new Round().churn();
        }
    }

    private final class Round {

        private final TestLogin agent = TestLogin.agent(port);
        private final TestLogin customer = TestLogin.guest(port);
        private final TestLogin revoked = TestLogin.agent(port);
        private final String ticket;
        private final String flooded;
        private boolean loggedOut;

        Round() {
            try (TestClient opener = TestClient.connect(customer)) {
                ticket = opener.openTicket();
                flooded = opener.openTicket();
            }
            allIsBack();
        }

        void churn() throws IOException {
            List<Socket> strangers = new ArrayList<>();
            List<DeskSession> expiring = new ArrayList<>();
            List<Runnable> ends = new ArrayList<>();
            for (End end : End.values()) {
                for (DeskSession session : both(end)) {
                    if (end == End.EXPIRED) {
                        expiring.add(session);
                    } else {
                        ends.add(() -> end(session, end));
                    }
                }
            }
            for (Transport transport : Transport.values()) {
                TestClient client = TestClient.connect(agent, transport);
                client.subscribe(THREAD + ticket, "since", "0");
                client.unsubscribe(client.subscribe("/topic/tickets.support"));
                ends.add(client::close);
            }
            for (int i = 0; i < 2; i++) {
                strangers.add(neverConnects());
            }
            expiring.getFirst()
                    .command("/app/presence", "{\"status\":\"ONLINE\"}")
                    .join();
            expiring.getFirst().command("/app/ticket." + ticket + ".pick", "{}").join();
            assertThat(open.sockets()).isEqualTo(SOCKETS);
            assertThat(open.connections()).isEqualTo(ends.size() + expiring.size());
            assertThat(open.subscriptions()).isGreaterThan(open.connections());
            assertThat(present()).isEqualTo(1);

            ends.forEach(Runnable::run);
            flood();
            await().atMost(Duration.ofSeconds(30)).until(() -> open.sockets() == expiring.size());
            assertThat(open.connections()).isEqualTo(expiring.size());
            assertThat(expiring).allMatch(session -> session.client().isOpen());

            clock.advance(BEYOND_A_TOKEN);
            allIsBack();
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }

        /** Connects an agent and a customer with all their subscriptions. */
        private List<DeskSession> both(End end) {
            TestLogin staff = end == End.REVOKED ? revoked : agent;
            DeskSession left = connect(staff);
            DeskSession right = connect(end == End.REVOKED ? revoked : customer);
            String thread = THREAD + (end == End.STALLED ? flooded : ticket);
            List<CompletableFuture<?>> live = new ArrayList<>();
            for (DeskSession session : List.of(left, right)) {
                live.add(session.subscribe("thread", thread, "since:0\n", _ -> {}));
            }
            live.add(left.subscribe("queue", "/topic/tickets.support", "snapshot:true\n", _ -> {}));
            live.add(left.subscribe("presence", "/topic/presence.support", "", _ -> {}));
            live.add(left.subscribe("dashboard", "/topic/dashboard.support", "", _ -> {}));
            live.forEach(CompletableFuture::join);
            return List.of(left, right);
        }

        private DeskSession connect(TestLogin login) {
            return DeskSession.open(loop, desk(), new DeskApi.Person(login.id(), login.name(), login.token()))
                    .join();
        }

        private void end(DeskSession session, End how) {
            switch (how) {
                case GOODBYE -> session.disconnect().join();
                case CUT -> session.client().cut();
                case HALF_OPEN -> {
                    session.client().reads(false);
                    session.client().playDead();
                }
                case STALLED -> session.client().reads(false);
                case BROKEN_FRAME -> session.client().send("NONSENSE", "", "");
                case REVOKED -> {
                    // Only once, because it ends all sessions of the login.
                    if (!loggedOut) {
                        loggedOut = true;
                        revoked.logOut();
                    }
                    session.client().closed().join();
                }
                case EXPIRED -> throw new IllegalStateException("the clock does that");
            }
        }

        /** More than the kernel buffers for clients that do not read. */
        private void flood() {
            for (int i = 0; i < 100; i++) {
                writer.submit(transaction -> transaction.append(
                                new StreamName("ticket." + flooded), null, new ProofAdded("x".repeat(100_000))))
                        .join();
            }
        }
    }

    /** A WebSocket without a CONNECT. */
    private Socket neverConnects() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write("""
            GET /ws/websocket HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """.getBytes(StandardCharsets.US_ASCII));
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(status).isEqualTo("HTTP/1.1 101");
        return socket;
    }

    private int present() {
        return store.sql("SELECT count(*) FROM presence WHERE effective <> 'OFFLINE'")
                .query(Integer.class)
                .single();
    }

    private void allIsBack() {
        await().atMost(Duration.ofSeconds(30)).until(() -> open.sockets() == 0);
        assertThat(open.connections()).isZero();
        assertThat(open.subscriptions()).isZero();
        await().atMost(Duration.ofSeconds(10)).until(() -> present() == 0);
    }
}
