package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.util.ReflectionTestUtils.getField;

import io.stompdesk.DeskTest;
import io.stompdesk.MutableClock;
import io.stompdesk.attack.People.As;
import io.stompdesk.attack.People.Person;
import io.stompdesk.attack.RawStomp.Transport;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that ask for much and read none of it, so that the desk has to keep it. */
@DeskTest(
        properties = {
            "stompdesk.trusted-proxies=127.0.0.0/8,::1",
            "stompdesk.realtime.stalled=60s",
            "stompdesk.limits.outbound=8MB",
            "stompdesk.limits.inbound=1MB"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Import({MutableClock.Configuration.class, People.class, Guards.class, HoardingTests.SmallBuffers.class})
class HoardingTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MEGABYTE = 1024 * 1024;

    /** Without it the machine's own buffers would take a page of events, and the desk would not have to keep it. */
    @TestConfiguration
    static class SmallBuffers {
        @Bean
        TomcatConnectorCustomizer smallBuffers() {
            return connector -> connector.setProperty("socket.txBufSize", "4096");
        }
    }

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    private Person owner;
    private String ticket;

    @BeforeAll
    void aLongThread() {
        owner = people.the(As.OWNER);
        ticket = people.longTicketOf(owner);
    }

    private HttpResponse<String> page(Person who, long since) {
        String call = "/api/tickets/" + ticket + "/events?limit=500&since=" + since;
        return people.call("GET", call, people.token(who), null);
    }

    @Test
    void aPageOfEventsHasAMegabyteAndTheNextOneGoesOn() {
        List<Long> seqs = new ArrayList<>();
        JsonNode page;
        int pages = 0;
        do {
            String text = page(owner, seqs.isEmpty() ? 0 : seqs.getLast()).body();
            assertThat(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThan(MEGABYTE + 1024);
            page = JSON.readTree(text);
            page.path("events").forEach(event -> seqs.add(event.path("seq").longValue()));
            pages++;
        } while (page.path("more").booleanValue());

        assertThat(pages).isEqualTo(2);
        assertThat(seqs).isEqualTo(LongStream.rangeClosed(1, 43).boxed().toList());
        assertThat(page.path("head").longValue()).isEqualTo(43);
        assertThat(JSON.readTree(page(owner, 43).body()).toString())
                .isEqualTo("{\"events\":[],\"head\":43,\"more\":false}");
    }

    @Test
    void anAccountIsSentSoManyPagesAtOnce() {
        String request = SlowHttp.head("GET", "/api/tickets/" + ticket + "/events?limit=500", "198.51.100.90")
                + "Authorization: Bearer " + people.token(owner) + "\r\n\r\n";
        List<SlowHttp> unread = IntStream.range(0, 4)
                .mapToObj(_ -> new SlowHttp(people.port(), request))
                .toList();
        unread.forEach(client -> assertThat(client.status()).isEqualTo(200));

        assertThat(page(owner, 0).statusCode()).isEqualTo(429);
        assertThat(page(people.the(As.ADMIN), 0).statusCode()).isEqualTo(200);

        unread.forEach(SlowHttp::cut);
        await().atMost(Duration.ofSeconds(20)).until(() -> page(owner, 0).statusCode() == 200);
    }

    @Test
    void theSnapshotOfAThreadHasLittleOfIt() {
        try (RawStomp client = people.connect(owner, Transport.WEBSOCKET)) {
            client.send(Frame.subscribe("t", "/queue/ticket." + ticket, "snapshot:true"));
            Frame snapshot = client.awaitOn("t");

            List<Long> seqs = snapshot.json()
                    .at("/data/messages")
                    .valueStream()
                    .map(event -> event.path("seq").longValue())
                    .toList();
            assertThat(seqs)
                    .isEqualTo(
                            LongStream.rangeClosed(44 - seqs.size(), 43).boxed().toList());
            assertThat(seqs).hasSizeBetween(2, 4);
            assertThat(snapshot.body()).hasSizeLessThan(96 * 1024);
            assertThat(snapshot.json().path("head").longValue()).isEqualTo(43);
            assertThat(snapshot.json().at("/data/ticket/id").stringValue()).isEqualTo(ticket);
        }
    }

    /** Many customers open as many tickets as they may, with the longest texts. */
    @Test
    void aQueueOfLongTicketsComesInSmallParts() {
        String longest = "\uD83D\uDD25".repeat(5_000);
        Map<String, String> request = Map.of("subject", longest.substring(0, 200), "description", longest);
        for (int i = 0; i < 10; i++) {
            String token = people.token(people.guest());
            for (int ticket = 0; ticket < 20; ticket++) {
                assertThat(people.call("POST", "/api/tickets", token, request).statusCode())
                        .isEqualTo(201);
            }
        }
        try (RawStomp agent = people.connect(As.AGENT, Transport.WEBSOCKET)) {
            agent.send(Frame.subscribe("queue", "/topic/tickets.support", "snapshot:true"));
            List<Frame> parts = new ArrayList<>();
            do {
                parts.add(agent.awaitOn("queue"));
            } while (!parts.getLast().json().path("last").booleanValue());

            assertThat(parts.stream()
                            .flatMap(part -> part.json().at("/data/tickets").valueStream()))
                    .hasSizeGreaterThanOrEqualTo(200);
            assertThat(parts)
                    .allSatisfy(part ->
                            assertThat(part.body()).hasSizeLessThan(40 * 1024).doesNotContain("\"description\""));
        }
    }

    /** Each socket holds less than one may; together they hold more than an address may. */
    @Test
    void theDeafAtOneAddressHoldSoMuchTogether() {
        assertThat(cutOfEightDeaf("198.51.100.92")).isPositive();
    }

    @Test
    void withoutABudgetTheyHoldMore() {
        try (var _ = guards.withoutOutboundBudget()) {
            assertThat(cutOfEightDeaf("198.51.100.93")).isZero();
        }
    }

    @AfterEach
    void allMemoryIsGivenBack() {
        await().atMost(Duration.ofSeconds(20)).until(() -> guards.takenMemory() == 0);
    }

    /** Sends a megabyte to each of eight sockets that read nothing. Returns how many of them the desk has cut. */
    private long cutOfEightDeaf(String address) {
        Person customer = people.guest();
        String thread = people.ticketOf(customer);
        List<RawWebSocket> sockets = new ArrayList<>();
        try (RawStomp agent = people.connectAgent();
                RawStomp writer = people.connect(customer, Transport.WEBSOCKET)) {
            people.pick(agent, thread);
            for (int i = 0; i < 8; i++) {
                RawWebSocket client = RawWebSocket.narrow(people.port(), "X-Forwarded-For: " + address);
                sockets.add(client);
                client.connect(people.token(customer));
                // The subscription ids differ, so the desk encodes each message for each socket.
                client.send(Frame.subscribe("t" + i, "/queue/ticket." + thread, "receipt:r"));
                client.awaitReceipt("r");
                client.reads(false);
            }
            List<ClientSocket> here = ((ClientSockets) guards.bean("clientSockets"))
                    .all().stream()
                            .filter(socket -> socket.address().equals(address))
                            .toList();
            assertThat(here).hasSize(8);
            for (int i = 0; i < 26; i++) {
                people.say(writer, thread);
            }
            return here.stream().filter(ClientSocket::isEnding).count();
        } finally {
            sockets.forEach(RawStomp::close);
        }
    }

    /** Each frame is smaller than one may be. */
    @ParameterizedTest
    @CsvSource({"WEBSOCKET,198.51.100.94", "SOCKJS_WEBSOCKET,198.51.100.96"})
    void theUnfinishedFramesOfOneAddressHoldSoMuchTogether(Transport transport, String address) {
        List<RawWebSocket> clients = beginFrames(transport, address);

        await().atMost(Duration.ofSeconds(20)).until(() -> clients.stream().anyMatch(RawStomp::isClosed));
        assertThat(clients.stream().filter(RawStomp::isClosed).map(RawStomp::awaitClose))
                .containsOnly(4429);
        try (RawStomp elsewhere = people.connect(As.GUEST, Transport.WEBSOCKET)) {
            assertThat(elsewhere.ask(Frame.send("/app/ping", "{" + " ".repeat(60_000) + "}")))
                    .isEqualTo("OK");
        }
        clients.forEach(RawStomp::close);
    }

    @Test
    void withoutABudgetTheyMayHoldMore() {
        try (var _ = guards.withoutInboundBudget()) {
            List<RawWebSocket> clients = beginFrames(Transport.WEBSOCKET, "198.51.100.95");
            clients.forEach(client -> client.frame(true, 0, "\0"));
            clients.forEach(client ->
                    assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK"));
            clients.forEach(RawStomp::close);
        }
    }

    /** A complete frame, here a heartbeat, does not hide the unfinished one after it. */
    private List<RawWebSocket> beginFrames(Transport transport, String address) {
        String frames = "\nSEND\ndestination:/app/ping\n\n{" + " ".repeat(60_000) + "}";
        boolean raw = transport == Transport.WEBSOCKET;

        Person guest = people.guest();
        return IntStream.range(0, 10)
                .mapToObj(_ -> {
                    RawWebSocket client = (RawWebSocket) RawStomp.openAs(
                                    transport,
                                    people.port(),
                                    raw ? "" : RawStomp.sessionId(),
                                    "X-Forwarded-For: " + address)
                            .connect(people.token(guest));
                    client.frame(!raw, 1, raw ? frames : "[\"" + frames.replace("\n", "\\n") + "\"]");
                    return client;
                })
                .toList();
    }

    /** Tomcat would keep a buffer for the longest message for each socket. */
    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void aConnectionHoldsLittle(Transport transport) {
        long before = usedHeap();
        List<RawStomp> clients = IntStream.range(0, 90)
                .mapToObj(_ -> people.connect(As.GUEST, transport))
                .toList();

        await().atMost(Duration.ofSeconds(20)).until(() -> usedHeap() - before < clients.size() * 150_000L);
        clients.forEach(client -> assertThat(client.isClosed()).isFalse());
        clients.forEach(RawStomp::close);
    }

    private static long usedHeap() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory();
    }

    private RawWebSocket deaf() {
        RawWebSocket client = RawWebSocket.narrow(people.port(), "X-Forwarded-For: 198.51.100.91");
        client.connect(people.token(owner));
        client.reads(false);
        client.send(Frame.subscribe("t", "/queue/ticket." + ticket, "snapshot:true"));
        return client;
    }

    @Test
    void anAccountLeavesSoManySnapshotsUnread() {
        List<RawWebSocket> unread = IntStream.range(0, 4).mapToObj(_ -> deaf()).toList();
        try (RawStomp fifth = people.connect(owner, Transport.WEBSOCKET);
                RawStomp other = people.connect(As.ADMIN, Transport.WEBSOCKET)) {
            fifth.send(Frame.subscribe("t", "/queue/ticket." + ticket, "snapshot:true"));
            other.send(Frame.subscribe("t", "/queue/ticket." + ticket, "snapshot:true"));

            other.awaitOn("t");
            assertThat(fifth.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            assertThat(fifth.on("t")).isEmpty();

            unread.getFirst().reads(true);
            fifth.awaitOn("t");
        }
        unread.forEach(RawStomp::close);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ((Map<?, ?>) getField(guards.bean("snapshotTurns"), "accounts")).isEmpty());
    }
}
