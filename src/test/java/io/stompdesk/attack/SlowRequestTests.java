package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.MutableClock;
import io.stompdesk.attack.RawStomp.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.util.ReflectionTestUtils;

/** A desk with few threads, and clients that take their time. */
@DeskTest(
        properties = {
            "stompdesk.trusted-proxies=127.0.0.0/8,::1",
            "server.tomcat.threads.max=8",
            "stompdesk.limits.body-within=4s",
            "stompdesk.limits.lowest-rate=100KB",
            "stompdesk.limits.requests-per-address=40",
        })
@Import({MutableClock.Configuration.class, People.class, Guards.class})
class SlowRequestTests {

    /** See {@code server.tomcat.threads.max} above. */
    private static final int THREADS = 8;

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    /** Whatever has been refused or given up is forgotten. */
    @AfterEach
    void nothingIsLeftOpen() {
        await().atMost(Duration.ofSeconds(20)).until(() -> openRequests() == 0);
    }

    private int openRequests() {
        Integer count = ReflectionTestUtils.invokeMethod(guards.bean("openRequests"), "count");
        return java.util.Objects.requireNonNull(count);
    }

    private List<SlowHttp> slowBodies(String path, String address) {
        return IntStream.range(0, 40)
                .mapToObj(_ -> SlowHttp.post(people.port(), path, address))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"/api/session,198.51.100.1", "/nothing,198.51.100.2", "/api/tickets,198.51.100.3"})
    void slowBodiesKeepNobodyWaiting(String path, String address) {
        try (RawStomp live = people.connect(people.guest(), Transport.WEBSOCKET)) {
            List<SlowHttp> slow = slowBodies(path, address);

            assertThat(live.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            assertThat(people.call("GET", "/", null, null).statusCode()).isEqualTo(200);
            assertThat(people.call("GET", "/actuator/health", null, null).statusCode())
                    .isEqualTo(200);
            people.guest();
            assertThat(openRequests())
                    .as("slow bodies that are still on their way")
                    .isGreaterThanOrEqualTo(40);
            slow.forEach(SlowHttp::close);
        }
    }

    @Test
    void withoutMoreThreadsTheyDo() {
        try (RawStomp live = people.connect(people.guest(), Transport.WEBSOCKET);
                var _ = guards.replaced("serverThreads", "busyEnough", Integer.MAX_VALUE)) {
            List<SlowHttp> slow = slowBodies("/api/session", "198.51.100.4");
            await().until(() -> openRequests() >= THREADS);

            live.send(Frame.send("/app/ping", "{}"));

            assertThat(live.hears("replies", Duration.ofSeconds(2))).isFalse();
            slow.forEach(SlowHttp::close);
        }
    }

    /** Also where the answer does not depend on the body, and may come first. */
    @Test
    void aBodyThatComesByteByByteIsNotWaitedFor() {
        together(Stream.of("POST /api/session", "POST /nothing", "GET /", "PUT /ws/info", "POST /api/tickets")
                .map(request -> () -> {
                    String[] line = request.split(" ");
                    String head = SlowHttp.head(line[0], line[1], "198.51.100.5");
                    try (SlowHttp slow = new SlowHttp(people.port(), head + "Content-Length: 100000\r\n\r\n")) {
                        slow.awaitCloseWhileSendingByteByByte();
                    }
                }));
    }

    /** Also if its length is unknown. */
    @Test
    void whoSendsItIsToldWhy() {
        together(Stream.of("Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n186a0\r\n{")
                .map(body -> () -> {
                    String head = SlowHttp.head("POST", "/api/session", "198.51.100.10");
                    try (SlowHttp slow = new SlowHttp(people.port(), head + body)) {
                        assertThat(slow.statusWhileSendingByteByByte()).isEqualTo(408);
                    }
                }));
    }

    /** Runs all at once, since each takes as long as the desk waits for a body. */
    private static void together(Stream<Runnable> clients) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(clients.map(client -> CompletableFuture.runAsync(client, threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** The same for what surrounds the data of a chunk: an extension, and what follows the last chunk. */
    @Test
    void norIsAChunkThatDoesNotEnd() {
        together(Stream.of("1;x", "0\r\nX").map(chunk -> () -> {
            String head = SlowHttp.head("POST", "/api/session", "198.51.100.11") + "Transfer-Encoding: chunked\r\n\r\n";
            try (SlowHttp slow = new SlowHttp(people.port(), head + chunk)) {
                assertThat(slow.statusWhileSendingByteByByte()).isIn(0, 400);
            }
        }));
    }

    @Test
    void norIsAMessageOfSockJs() {
        String id = RawStomp.sessionId();
        try (RawStomp session = RawStomp.openAs(Transport.XHR, people.port(), id);
                SlowHttp slow = new SlowHttp(
                        people.port(),
                        SlowHttp.head("POST", "/ws/000/" + id + "/xhr_send", "198.51.100.7")
                                + "Content-Length: 100000\r\n\r\n[")) {
            assertThat(slow.statusWhileSendingByteByByte()).isIn(0, 408);
            session.connect(people.guest().token());
        }
    }

    @Test
    void oneAddressHasSoManyRequestsAtOnce() {
        List<SlowHttp> slow = slowBodies("/api/session", "198.51.100.8");
        await().until(() -> openRequests() == 40);

        assertThat(people.callFrom("198.51.100.8", "GET", "/api/config", null, null)
                        .statusCode())
                .isEqualTo(429);
        assertThat(people.callFrom("198.51.100.9", "GET", "/api/config", null, null)
                        .statusCode())
                .isEqualTo(200);
        slow.forEach(SlowHttp::close);
    }
}
