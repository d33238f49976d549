package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.attack.People.As;
import io.stompdesk.attack.RawStomp.Transport;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Attacks on {@code /ws}. */
@AttackTest
@ExtendWith(OutputCaptureExtension.class)
class SockJsAttackTests {

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    @Autowired
    private ClientSockets sockets;

    private static void assertRefused(int status, Runnable opening) {
        assertThatThrownBy(opening::run)
                .isInstanceOfSatisfying(
                        RawWebSocket.Refused.class,
                        refused -> assertThat(refused.status).isEqualTo(status));
    }

    @Test
    void aLiveSessionCannotBeOpenedOnceMore() {
        String id = RawStomp.sessionId();
        try (RawStomp victim = RawStomp.openAs(Transport.SOCKJS_WEBSOCKET, people.port(), id)) {
            victim.connect(people.the(As.OWNER).token());
            assertRefused(409, () -> RawStomp.openAs(Transport.SOCKJS_WEBSOCKET, people.port(), id));
            assertRefused(404, () -> RawStomp.openAs(Transport.XHR, people.port(), id));
            assertRefused(404, () -> RawStomp.openAs(Transport.XHR_STREAMING, people.port(), id));
            assertThat(status("POST", "/ws/000/" + id + "/xhr_send", "[\"x\"]")).isEqualTo(404);
            assertThat(victim.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    /** The id of a plain WebSocket, which its owner never sees. It opens nothing, even to who has come to know it. */
    @Test
    void theIdOfAWebSocketIsNoKey() {
        Set<String> before = ids();
        try (RawStomp victim = RawStomp.openAs(Transport.WEBSOCKET, people.port(), "")) {
            victim.connect(people.the(As.OWNER).token());
            Set<String> opened = new HashSet<>(ids());
            opened.removeAll(before);
            assertThat(opened).hasSize(1);
            String id = opened.iterator().next();

            assertThat(id).matches("[A-Za-z0-9_-]{22}");
            assertRefused(404, () -> RawStomp.openAs(Transport.XHR, people.port(), id));
            assertRefused(404, () -> RawStomp.openAs(Transport.XHR_STREAMING, people.port(), id));
            assertRefused(409, () -> RawStomp.openAs(Transport.SOCKJS_WEBSOCKET, people.port(), id));
            assertThat(status("POST", "/ws/000/" + id + "/xhr_send", "[\"x\"]")).isEqualTo(404);
            assertThat(victim.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            assertThat(ids()).contains(id);
        }
    }

    private Set<String> ids() {
        return sockets.all().stream().map(ClientSocket::getId).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource(names = {"XHR", "XHR_STREAMING"})
    void aLiveSessionOverHttpIsNoWebSocket(Transport transport) {
        String id = RawStomp.sessionId();
        try (RawStomp victim = RawStomp.openAs(transport, people.port(), id)) {
            victim.connect(people.the(As.OWNER).token());
            assertRefused(409, () -> RawStomp.openAs(Transport.SOCKJS_WEBSOCKET, people.port(), id));
            assertThat(victim.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    /** A session is not registered yet while its handshake is in progress. */
    @Test
    void ofHandshakesAtOnceWithOneIdOneSucceeds() throws Exception {
        for (int round = 0; round < 100; round++) {
            String id = RawStomp.sessionId();
            Callable<RawStomp> open = () -> {
                try {
                    return RawStomp.openAs(Transport.SOCKJS_WEBSOCKET, people.port(), id);
                } catch (RawWebSocket.Refused refused) {
                    assertThat(refused.status).isEqualTo(409);
                    return null;
                }
            };
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<RawStomp> opened = threads
                        .invokeAll(IntStream.range(0, 8).mapToObj(_ -> open).toList())
                        .stream()
                        .map(Future::resultNow)
                        .filter(client -> client != null)
                        .toList();
                assertThat(opened).hasSize(1);
                opened.getFirst().close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XHR", "XHR_STREAMING"})
    void anIdThatCanBeGuessedIsRefusedOverHttp(Transport transport) {
        assertRefused(400, () -> RawStomp.openAs(transport, people.port(), "a".repeat(21)));
        RawStomp.openAs(transport, people.port(), RawStomp.sessionId().substring(0, 22))
                .close();
    }

    @Test
    void nobodySpeaksForASessionThatTheyDoNotKnow() {
        assertThat(status("POST", "/ws/000/" + RawStomp.sessionId() + "/xhr_send", "[\"x\"]"))
                .isEqualTo(404);
        assertThat(status("POST", "/ws/000/short/xhr_send", "[\"x\"]")).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/ws,404",
        "GET,/ws/,404",
        "GET,/ws/info,200",
        "GET,/ws/iframe.html,404",
        "GET,/ws/iframe-1.5.1.html,404",
        "GET,/ws/000/abcdefghijklmnopqrstuvwxyz/eventsource,404",
        "GET,/ws/000/abcdefghijklmnopqrstuvwxyz/htmlfile?c=alert,404",
        "GET,/ws/000/abcdefghijklmnopqrstuvwxyz/jsonp?c=alert,404",
        "POST,/ws/000/abcdefghijklmnopqrstuvwxyz/jsonp_send,404",
        "GET,/ws/000/abcdefghijklmnopqrstuvwxyz/xhr,405",
        "GET,/ws/000/abcdefghijklmnopqrstuvwxyz/websocket,400",
        "POST,/ws/000/abcdefghijklmnopqrstu%76wxyz/xhr,404",
        "POST,/%77s/000/abcdefghijklmnopqrstuvwxyz/xhr,404",
        "POST,/%77s/000/short/xhr,404",
        "POST,/ws/../ws/000/short/xhr,400",
        "POST,/ws;x=1/000/short/xhr,400",
        "POST,/ws//000/short/xhr,400",
        "POST,/ws/000/short/xhr/,404",
        "POST,/ws/0.0/abcdefghijklmnopqrstuvwxyz/xhr,404",
        "POST,/ws/000/a.cdefghijklmnopqrstuvwxyz/xhr,404",
    })
    void onlyFourTransportsAreOn(String method, String path, int status) {
        assertThat(status(method, path, "")).isEqualTo(status);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String id = RawStomp.sessionId();
        try (RawXhr client = (RawXhr) RawStomp.openAs(Transport.XHR, people.port(), id)) {
            String large = "[\"" + "x".repeat(600_000) + "\"]";
            assertThat(client.post(large)).isEqualTo(413);
            assertThat(client.post("no json")).isEqualTo(500);
            client.connect(people.the(As.GUEST).token());
        }
    }

    /** Each of a hundred thousand heartbeats in one body counts as one frame. */
    @ParameterizedTest
    @EnumSource(names = {"XHR", "XHR_STREAMING"})
    void aBodyWithAHundredThousandFramesEndsTheConnection(Transport transport) {
        try (RawXhr client = (RawXhr) people.connect(people.guest(), transport)) {
            String heartbeats = "[" + "\"\\n\",".repeat(100_000) + "\"\\n\"]";
            assertThat(client.post(heartbeats)).isIn(204, 404);
            assertThat(client.awaitClose()).isEqualTo(4429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[[\"x\"]]", "[1]", "[null]", "\"x\"", "[", "", "[\"\\ud800\"]"})
    void aBodyThatIsNoListOfFramesHarmsNobody(String body) {
        try (RawXhr client = (RawXhr) people.connect(people.guest(), Transport.XHR)) {
            client.post(body);
            client.post("[".repeat(200_000));
            try (RawStomp other = people.connect(As.OWNER, Transport.XHR)) {
                assertThat(other.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            }
        }
    }

    /** Between two polls, the last frames arrive first, then the close. */
    @ParameterizedTest
    @EnumSource(names = {"XHR", "XHR_STREAMING"})
    void aGoodbyeIsReceiptedBeforeItCloses(Transport transport) {
        for (int round = 0; round < 30; round++) {
            try (RawStomp client = people.connect(As.GUEST, transport)) {
                assertThat(client.ask(Frame.of("DISCONNECT", ""))).isEqualTo("OK");
                assertThat(client.awaitClose()).isEqualTo(1000);
            }
        }
    }

    private void openFrom(String address) {
        open(address).close();
    }

    private RawStomp open(String forwardedFor) {
        return RawStomp.openAs(
                Transport.SOCKJS_WEBSOCKET, people.port(), RawStomp.sessionId(), "X-Forwarded-For: " + forwardedFor);
    }

    /** Counts by the address from the last proxy. Everything before it may be forged. */
    @Test
    void oneAddressOpensSoManySocketsAMinute() {
        try (var _ = guards.handshakesPerAddress(3)) {
            for (int i = 0; i < 3; i++) {
                openFrom("192.0.2." + i + ", 203.0.113.200");
            }
            assertRefused(429, () -> openFrom("192.0.2.9, 203.0.113.200"));
            assertRefused(
                    429,
                    () -> RawStomp.openAs(
                            Transport.XHR, people.port(), RawStomp.sessionId(), "X-Forwarded-For: 203.0.113.200"));
            openFrom("203.0.113.201");
        }
    }

    @Test
    void oneAddressHasSoManySocketsAtOnce() {
        try (var _ = guards.socketsPerAddress(2);
                RawStomp one = open("203.0.113.210");
                RawStomp two = open("203.0.113.210")) {
            one.connect(people.the(As.GUEST).token());
            two.connect(people.the(As.GUEST).token());
            try (RawStomp three = open("203.0.113.210");
                    RawStomp elsewhere = open("203.0.113.211")) {
                assertThat(three.awaitClose()).isEqualTo(4429);
                elsewhere.connect(people.the(As.GUEST).token());
                assertThat(one.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfAnotherSiteGetsNoSocket(Transport transport) {
        assertRefused(
                403,
                () -> RawStomp.openAs(transport, people.port(), RawStomp.sessionId(), "Origin: https://evil.example"));
        RawStomp.openAs(transport, people.port(), RawStomp.sessionId(), "Origin: http://localhost:" + people.port())
                .close();
    }

    /** What a page does whose own name leads to the desk: the desk cannot know that the name is not its own. */
    @Test
    void withoutAPublicUrlAForeignNameIsWarnedOf(CapturedOutput output) {
        Object filter = guards.bean("knownHostFilter");
        org.springframework.test.util.ReflectionTestUtils.setField(
                filter, "nextWarning", new java.util.concurrent.atomic.AtomicLong(System.nanoTime()));
        String handshake = "GET /ws/websocket HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        assertThat(statusOf(handshake)).isEqualTo(101);
        assertThat(statusOf(handshake)).isEqualTo(101);
        assertThat(output.getAll().split("The desk was asked for as evil.example", -1))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"XHR", "XHR_STREAMING", "SOCKJS_WEBSOCKET"})
    void noIdAndNoTokenIsEverLogged(Transport transport, CapturedOutput output) {
        String id = RawStomp.sessionId();
        String token = people.the(As.GUEST).token();
        try (RawStomp client = RawStomp.openAs(transport, people.port(), id)) {
            client.connect(token);
            if (client instanceof RawXhr xhr) {
                xhr.post("no json");
                status("GET", "/ws/000/" + id + "/xhr", "");
                status("GET", "/ws/000/" + id + "/jsonp", "");
                status("GET", "/ws/000/" + id + "/nothing", "");
            }
            client.send(Frame.connect(token));
            client.awaitClose();
        }
        try (RawStomp broken = RawStomp.openAs(transport, people.port(), id + "x")) {
            broken.send("NOTHING " + token + "\n\n\0");
            broken.awaitClose();
        }
        assertThat(output.getAll()).doesNotContain(id).doesNotContain(token);
    }

    @Test
    void withoutTheSettingsThatKeepThemOutIdsAreLogged(CapturedOutput output) {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        String logger = "org.springframework.web.socket.sockjs";
        String id = RawStomp.sessionId();
        logging.setLogLevel(logger, LogLevel.TRACE);
        try (RawStomp client = RawStomp.openAs(Transport.XHR, people.port(), id)) {
            client.connect(people.the(As.GUEST).token());
        } finally {
            logging.setLogLevel(logger, LogLevel.OFF);
        }
        assertThat(output.getAll()).contains(id);
    }

    /** Sent by hand, because HTTP clients normalize such paths. */
    private int status(String method, String path, String body) {
        return statusOf("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, path, body.length(), body));
    }

    private int statusOf(String request) {
        try (Socket socket = new Socket("localhost", people.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
