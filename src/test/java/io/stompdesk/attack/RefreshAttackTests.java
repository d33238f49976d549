package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.MutableClock;
import io.stompdesk.attack.RawStomp.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Attacks on the refresh cookie: copies, races and old values. */
@AttackTest
class RefreshAttackTests {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int TABS = 20;

    @Autowired
    private People people;

    @Autowired
    private MutableClock clock;

    private HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + people.port() + path))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.77")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private HttpResponse<String> logIn() {
        return post("/api/session/guest", "{\"name\":\"Visitor R\"}");
    }

    private HttpResponse<String> refresh(String cookie) {
        return post("/api/session/refresh", "", "Cookie", cookie);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private static String token(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).path("accessToken").stringValue();
    }

    @ParameterizedTest
    @EnumSource
    void aCopiedCookieEndsTheLoginAndItsConnections(Transport transport) {
        HttpResponse<String> login = logIn();
        String copied = cookie(login);
        String newest = cookie(refresh(cookie(refresh(copied))));
        try (RawStomp tab = RawStomp.open(transport, people.port())) {
            tab.connect(token(login));
            clock.advance(Duration.ofSeconds(11));
            assertThat(refresh(copied).statusCode()).isEqualTo(401);
            assertThat(tab.awaitClose()).isEqualTo(4401);
        }
        assertThat(refresh(newest).statusCode()).isEqualTo(401);
    }

    /** An access token lies about in memory and on the wire; once it has expired nobody takes care of it. */
    @Test
    void anOldAccessTokenAndASecretThatIsMadeUpEndNoLogin() {
        HttpResponse<String> login = logIn();
        String claims = new String(Base64.getUrlDecoder().decode(token(login).split("\\.")[1]), StandardCharsets.UTF_8);
        String id = JsonMapper.shared().readTree(claims).path("lid").stringValue();
        String name = cookie(login).split("=")[0];
        String handle = cookie(login).substring(name.length() + 1).split("\\.")[0];
        assertThat(id).hasSize(22).isNotEqualTo(handle);
        for (String forged : List.of(id, handle)) {
            String cookie = name + "=" + forged + "." + "A".repeat(43);
            assertThat(refresh(cookie).statusCode()).isEqualTo(401);
            assertThat(send("DELETE", "/api/session", "", "Cookie", cookie).statusCode())
                    .isEqualTo(204);
        }
        assertThat(refresh(cookie(login)).statusCode()).isEqualTo(200);
    }

    /** A guest's old cookie is accepted once more if the answer was lost. This must not hide a thief. */
    @Test
    void aCopyThatIsUsedBeforeTheNewestIsFoundWhenTheNewestComes() {
        String copied = cookie(logIn());
        String newest = cookie(refresh(copied));
        clock.advance(Duration.ofSeconds(11));
        HttpResponse<String> thief = refresh(copied);
        assertThat(thief.statusCode()).isEqualTo(200);
        try (RawStomp socket = RawStomp.open(Transport.WEBSOCKET, people.port())) {
            socket.connect(token(thief));
            assertThat(refresh(newest).statusCode()).isEqualTo(401);
            assertThat(socket.awaitClose()).isEqualTo(4401);
        }
        assertThat(refresh(cookie(thief)).statusCode()).isEqualTo(401);
    }

    @Test
    void tabsThatRaceForTheNextTokenAllStayAndSoDoTheirConnections() throws Exception {
        HttpResponse<String> login = logIn();
        CyclicBarrier start = new CyclicBarrier(TABS);
        Callable<HttpResponse<String>> tab = () -> {
            start.await();
            return refresh(cookie(login));
        };
        try (RawStomp client = RawStomp.open(Transport.WEBSOCKET, people.port());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            client.connect(token(login));
            List<HttpResponse<String>> answers =
                    threads
                            .invokeAll(
                                    IntStream.range(0, TABS).mapToObj(_ -> tab).toList())
                            .stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(answers.stream().map(RefreshAttackTests::cookie).distinct())
                    .hasSize(1);
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            clock.advance(Duration.ofSeconds(11));
            assertThat(refresh(cookie(answers.getFirst())).statusCode()).isEqualTo(200);
            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    /** The cookie authenticates only two calls and nothing else. */
    @Test
    void theCookieAloneOpensNothing() {
        String cookie = cookie(logIn());
        assertThat(post("/api/tickets", "{}", "Cookie", cookie).statusCode()).isEqualTo(401);
        try (RawStomp client = RawStomp.openAs(Transport.WEBSOCKET, people.port(), "", "Cookie: " + cookie)) {
            client.send(Frame.of("CONNECT", "", "accept-version:1.2"));
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
        String secret = cookie.substring(cookie.indexOf('=') + 1);
        try (RawStomp client = RawStomp.open(Transport.WEBSOCKET, people.port())) {
            client.send(Frame.connect(secret));
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
    }
}
