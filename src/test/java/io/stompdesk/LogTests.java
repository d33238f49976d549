package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.stream.StoreFaults;
import io.stompdesk.stream.Writer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** What the log tells an operator, and what it does not. */
@DeskTest
@Import(StoreFaults.Configuration.class)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
// Each start of a context sets logging up anew, which takes the filters of earlier contexts away.
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
class LogTests {

    private static final String PASSWORD = "a password of mine";

    @LocalServerPort
    private int port;

    @Autowired
    private StoreFaults faults;

    @Autowired
    private Writer writer;

    @AfterEach
    void heal() {
        faults.none();
        await().until(() ->
                writer.submit(_ -> true).handle((_, failure) -> failure == null).join());
    }

    private static List<String> audit(CapturedOutput output) {
        return output.toString()
                .lines()
                .filter(line -> line.contains("io.stompdesk.audit"))
                .map(line -> line.replaceFirst("^.* : ", ""))
                .toList();
    }

    @Test
    void eachActOfAPersonIsOneLine(CapturedOutput output) {
        HttpTestClient browser = new HttpTestClient(port);
        String admin = browser.admin().account().get("id").asString();
        String ada = browser.post(
                        "/api/accounts",
                        Map.of("username", "log-ada", "password", PASSWORD, "name", "Ada", "role", "AGENT"))
                .body()
                .get("id")
                .asString();
        HttpTestClient hers = new HttpTestClient(port);
        hers.logIn("log-ada", "not her password");
        hers.logIn("nobody-of-that-name", "not a password");
        hers.logIn("log-ada", PASSWORD);
        hers.put("/api/account/password", Map.of("currentPassword", PASSWORD, "newPassword", "another password"));
        hers.logIn("log-ada", "another password");
        hers.delete("/api/session");
        browser.send("PATCH", "/api/accounts/" + ada, "{\"disabled\":true}");
        hers.logIn("log-ada", "another password");
        String guest =
                new HttpTestClient(port).guest("Log Guest").account().get("id").asString();

        assertThat(audit(output))
                .containsExactly(
                        "login account=" + admin + " role=ADMIN from=127.0.0.1",
                        "account-created account=" + ada + " role=AGENT by=" + admin + " from=127.0.0.1",
                        "login-failed account=" + ada + " from=127.0.0.1",
                        "login-failed account=unknown from=127.0.0.1",
                        "login account=" + ada + " role=AGENT from=127.0.0.1",
                        "password-change account=" + ada + " role=AGENT from=127.0.0.1",
                        "login account=" + ada + " role=AGENT from=127.0.0.1",
                        "logout account=" + ada + " from=127.0.0.1",
                        "account-changed account=" + ada + " role=AGENT projects=[support] disabled=true by=" + admin
                                + " from=127.0.0.1",
                        "login-failed account=" + ada + " from=127.0.0.1",
                        "guest account=" + guest + " role=CUSTOMER from=127.0.0.1");
        assertThat(output.toString()).doesNotContain("log-ada", "Log Guest", PASSWORD, "not a password");
    }

    @Test
    void eachConnectionIsALineWhenItOpensAndOneWhenItClosesWhichSaysWhy(CapturedOutput output) {
        TestLogin left = TestLogin.guest(port);
        TestClient.connect(left).disconnect();
        TestLogin lost = TestLogin.guest(port);
        TestClient.connect(lost).drop();
        TestLogin ended = TestLogin.guest(port);
        TestClient connected = TestClient.connect(ended);
        ended.logOut();
        connected.closed();

        await().untilAsserted(() -> assertThat(audit(output))
                .filteredOn(line -> line.startsWith("disconnect "))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).matches(closed(left, "client DISCONNECT")),
                        line -> assertThat(line).matches(closed(lost, "client [0-9]{4}")),
                        line -> assertThat(line).matches(closed(ended, "desk 4401"))));
        assertThat(audit(output))
                .contains(
                        "connect account=" + left.id() + " role=CUSTOMER from=127.0.0.1",
                        "connect account=" + lost.id() + " role=CUSTOMER from=127.0.0.1",
                        "connect account=" + ended.id() + " role=CUSTOMER from=127.0.0.1");
        assertThat(output.toString()).doesNotContain(left.token(), lost.token(), ended.token());
    }

    private static String closed(TestLogin login, String cause) {
        return "disconnect account=" + login.id() + " from=127.0.0.1 after=[0-9]+s cause=" + cause;
    }

    /** Hundreds of failures have a handful of causes. */
    @Test
    void anOutageIsToldOncePerCauseAndMinute(CapturedOutput output) {
        HttpTestClient guest = new HttpTestClient(port);
        guest.guest("Log Guest");
        TestClient connected = TestClient.connect(TestLogin.agent(port));
        faults.commits(() -> StoreFaults.Commit.FAILS);
        faults.unreachable(true);
        faults.requestsFail(true);
        faults.replaysFail(() -> true);

        CompletableFuture<?>[] changes = IntStream.range(0, 300)
                .mapToObj(_ -> writer.submit(_ -> true).exceptionally(_ -> false))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(changes).join();
        for (int i = 0; i < 100; i++) {
            assertThat(guest.get("/api/tickets").status()).isEqualTo(503);
            connected.subscribeRefused("/topic/tickets.support", "STORE_UNAVAILABLE");
        }
        connected.drop();

        assertThat(troubles(output))
                .as(() -> String.join("\n", troubles(output).toList()))
                .hasSizeBetween(2, 15);
    }

    private static Stream<String> troubles(CapturedOutput output) {
        return output.toString().lines().filter(line -> line.matches(".* (WARN|ERROR) .*|\\s+at .*|.*Exception: .*"));
    }

    @Test
    void aForeignOriginIsToldOnceAMinuteWithTheSettingThatWouldAllowIt(CapturedOutput output) {
        for (int i = 0; i < 3; i++) {
            assertThat(new HttpTestClient(port)
                            .header("Origin", "https://desk.example.org")
                            .post("/api/session/refresh")
                            .status())
                    .isEqualTo(403);
        }
        assertThat(new HttpTestClient(port)
                        .header("Origin", "https://desk.example.org")
                        .get("/ws/info")
                        .status())
                .isEqualTo(403);

        assertThat(output.toString().lines().filter(line -> line.contains("Refused a page")))
                .singleElement()
                .asString()
                .contains("https://desk.example.org", "STOMPDESK_PUBLIC_URL", "STOMPDESK_ORIGINS");
    }
}
