package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.HttpTestClient;
import io.stompdesk.HttpTestClient.Answer;
import io.stompdesk.TestStore;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The limits are enabled and small. The tests run in order, because all requests come from one address. */
@DeskTest(
        properties = {
            // The test acts as the proxy and sets the addresses of requests.
            "server.forward-headers-strategy=native",
            "stompdesk.limits.login-per-account.burst=5",
            "stompdesk.limits.login-per-address.burst=12",
            "stompdesk.limits.login-attempts-per-address.burst=45",
            "stompdesk.limits.login-attempts-per-address.per=1h",
            "stompdesk.limits.logins-per-account=10",
            "stompdesk.limits.guests-per-address.burst=3",
            "stompdesk.limits.registrations-per-address.burst=2"
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoginRateLimiterTests {

    @LocalServerPort
    int port;

    @Test
    @Order(1)
    void whoKnowsTheirPasswordIsNotLimitedAsAGuesserIs() {
        assertThat(codes(20, () -> new HttpTestClient(port).admin())).containsOnly("");
    }

    @Test
    @Order(2)
    void guessesAtOneAccountAreLimited() {
        assertThat(codes(6, () -> new HttpTestClient(port).logIn("Admin ", "a wrong guess")))
                .containsExactly(
                        "BAD_CREDENTIALS",
                        "BAD_CREDENTIALS",
                        "BAD_CREDENTIALS",
                        "BAD_CREDENTIALS",
                        "BAD_CREDENTIALS",
                        "RATE_LIMITED");

        Answer right = new HttpTestClient(port).logIn("admin", TestStore.ADMIN_PASSWORD);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.data().get("retryAfterMs").asLong()).isBetween(1L, 120_000L);
        assertThat(Integer.parseInt(String.valueOf(right.header("Retry-After"))))
                .isBetween(1, 120);
        assertThat(right.body().get("retryable").asBoolean()).isTrue();
    }

    @Test
    @Order(3)
    void theOwnerIsNotLockedOutAtAnotherAddress() {
        HttpTestClient elsewhere = new HttpTestClient(port).header("X-Forwarded-For", "192.0.2.1");

        assertThat(elsewhere.logIn("admin", TestStore.ADMIN_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void guessesFromOneAddressAreLimitedWhateverTheAccount() {
        assertThat(codes(10, () -> new HttpTestClient(port).logIn("somebody" + System.nanoTime(), "a wrong guess")))
                .contains("BAD_CREDENTIALS")
                .endsWith("RATE_LIMITED");
    }

    @Test
    @Order(4)
    void anAttemptThatIsRefusedForTheAccountIsNoGuessOfTheAddress() {
        Supplier<HttpTestClient> client = () -> new HttpTestClient(port).header("X-Forwarded-For", "192.0.2.9");

        assertThat(codes(5, () -> client.get().logIn("admin", "a wrong guess"))).containsOnly("BAD_CREDENTIALS");
        assertThat(codes(10, () -> client.get().logIn("admin", "a wrong guess")))
                .containsOnly("RATE_LIMITED");
        assertThat(codes(7, () -> client.get().logIn("somebody" + System.nanoTime(), "a wrong guess")))
                .containsOnly("BAD_CREDENTIALS");
    }

    @Test
    @Order(5)
    void newGuestsAreLimitedButNotThoseWhoComeBack() {
        HttpTestClient known = new HttpTestClient(port);

        assertThat(codes(1, () -> known.guest("Gwen"))).containsOnly("");
        assertThat(codes(3, () -> new HttpTestClient(port).guest("Gwen"))).containsExactly("", "", "RATE_LIMITED");
        assertThat(codes(5, () -> known.guest("Gwen"))).containsOnly("");
    }

    @Test
    @Order(6)
    void registrationsAreLimited() {
        assertThat(codes(
                        3,
                        () -> new HttpTestClient(port)
                                .post(
                                        "/api/session/register",
                                        Map.of(
                                                "username", "u" + System.nanoTime(),
                                                "password", "long enough",
                                                "name", "Pat"))))
                .containsExactly("", "", "RATE_LIMITED");
    }

    /** Each attempt costs the desk a tenth of a second, whether or not the password is right. */
    @Test
    @Order(7)
    void rightPasswordsAreNotWithoutNumber() {
        Supplier<Answer> logIn = () ->
                new HttpTestClient(port).header("X-Forwarded-For", "192.0.2.2").admin();

        assertThat(codes(45, logIn)).containsOnly("");
        assertThat(codes(1, logIn)).containsOnly("RATE_LIMITED");
    }

    @Test
    @Order(8)
    void whatIsBlankIsNoGuess() {
        assertThat(codes(
                        50,
                        () -> new HttpTestClient(port)
                                .header("X-Forwarded-For", "192.0.2.3")
                                .logIn("admin", " ")))
                .containsOnly("INVALID_FIELD");
    }

    @Test
    @Order(9)
    void anAccountHasSoManyLoginsAndTheOneUnusedLongestEnds() {
        HttpTestClient used = new HttpTestClient(port).header("X-Forwarded-For", "192.0.2.4");
        HttpTestClient unused = new HttpTestClient(port).header("X-Forwarded-For", "192.0.2.4");
        used.admin();
        unused.admin();
        assertThat(used.post("/api/session/refresh").status()).isEqualTo(200);
        assertThat(codes(
                        9,
                        () -> new HttpTestClient(port)
                                .header("X-Forwarded-For", "192.0.2.4")
                                .admin()))
                .containsOnly("");

        assertThat(used.post("/api/session/refresh").status()).isEqualTo(200);
        assertThat(unused.get("/api/accounts/me").status()).isEqualTo(401);
        assertThat(unused.post("/api/session/refresh").status()).isEqualTo(401);
    }

    private static Stream<String> codes(int times, Supplier<Answer> attempt) {
        return Stream.generate(attempt).limit(times).map(answer -> answer.status() == 200 ? "" : answer.code());
    }
}
