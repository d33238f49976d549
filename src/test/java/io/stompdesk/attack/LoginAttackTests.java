package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.attack.People.As;
import io.stompdesk.attack.People.Person;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Password guessing, probing for accounts, forged addresses, and attacks on the pages. */
@AttackTest
@ExtendWith(OutputCaptureExtension.class)
class LoginAttackTests {

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    private HttpResponse<String> logIn(String address, String username, String password) {
        return people.callFrom(
                address, "POST", "/api/session", null, Map.of("username", username, "password", password));
    }

    @Test
    void aGuesserIsStoppedAndTheOwnerIsNot() {
        Person owner = people.customer();
        // The client may have forged everything before the entry of the last proxy.
        List<Integer> guesses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            guesses.add(logIn("192.0.2." + i + ", 198.51.100.7", owner.username(), "guess number " + i)
                    .statusCode());
        }
        assertThat(guesses.subList(0, 10)).containsOnly(401);
        assertThat(guesses.subList(10, 12)).containsOnly(429);
        assertThat(logIn("198.51.100.7", owner.username(), People.PASSWORD).statusCode())
                .isEqualTo(429);
        assertThat(logIn("203.0.113.9", owner.username(), People.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void withoutLimitsAGuesserIsNotStopped() {
        Person owner = people.customer();
        try (var _ = guards.withoutLoginLimits()) {
            for (int i = 0; i < 12; i++) {
                assertThat(logIn("198.51.100.8", owner.username(), "guess " + i).statusCode())
                        .isEqualTo(401);
            }
        }
    }

    /** Wrong logins fill the queue for hashing; whoever has logged in before has places of their own in front of it. */
    @Test
    void aFloodOfWrongLoginsDoesNotKeepOutWhoHasLoggedInBefore() throws Exception {
        Person owner = people.customer();
        assertThat(logIn("203.0.113.20", owner.username(), People.PASSWORD).statusCode())
                .isEqualTo(200);
        String browser = knownBrowser(logInWith("", "203.0.113.21", owner.username()));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger hashed = new AtomicInteger();
        try (var flood = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String address = "198.51.100." + (130 + i % 30);
                flood.execute(() -> {
                    while (!over.get()) {
                        boolean wrong = logIn(address, "nobody-there", "a wrong password")
                                        .statusCode()
                                == 401;
                        hashed.addAndGet(wrong ? 1 : 0);
                        LockSupport.parkNanos(wrong ? 0 : 20_000_000);
                    }
                });
            }
            try {
                await().until(() -> hashed.get() > 10);
                for (int i = 0; i < 25; i++) {
                    HttpResponse<String> right = i % 2 == 0
                            ? logIn("203.0.113.20", owner.username(), People.PASSWORD)
                            : logInWith(browser, "203.0.113." + (30 + i), owner.username());
                    assertThat(right.statusCode())
                            .as("login %d: %s", i, right.body())
                            .isEqualTo(200);
                }
            } finally {
                over.set(true);
            }
        }
    }

    @Test
    void aGuesserAtTheSameAddressDoesNotKeepOutABrowserThatIsKnown() {
        String address = "203.0.113.70";
        Person owner = people.customer();
        Person other = people.customer();
        String browser = knownBrowser(logInWith("", address, owner.username()));
        String ofAnother = knownBrowser(logInWith("", address, other.username()));
        for (int i = 0; i < 10; i++) {
            assertThat(logIn(address, owner.username(), "guess " + i).statusCode())
                    .isEqualTo(401);
        }

        assertThat(logInWith(browser, address, owner.username()).statusCode()).isEqualTo(200);
        for (String cookie : List.of("", ofAnother, browser.substring(0, browser.length() - 3) + "AAA")) {
            assertThat(logInWith(cookie, address, owner.username()).statusCode())
                    .as(cookie)
                    .isEqualTo(429);
        }
        // A cookie is no licence to guess.
        for (int i = 0; i < 10; i++) {
            assertThat(logInWith(browser, "203.0.113." + (71 + i), owner.username(), "guess " + i)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(logInWith(browser, "203.0.113.90", owner.username()).statusCode())
                .isEqualTo(429);
        assertThat(logIn("203.0.113.90", owner.username(), People.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> logInWith(String cookie, String address, String username) {
        return logInWith(cookie, address, username, People.PASSWORD);
    }

    private HttpResponse<String> logInWith(String cookie, String address, String username, String password) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + people.port() + "/api/session"))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", address)
                .header("Cookie", "other=x; " + cookie)
                .POST(HttpRequest.BodyPublishers.ofString(
                        JsonMapper.shared().writeValueAsString(Map.of("username", username, "password", password))))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException lost) {
            throw new AssertionError(lost);
        }
    }

    private static String knownBrowser(HttpResponse<String> login) {
        return login.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("stompdesk-known"))
                .map(cookie -> cookie.split(";")[0])
                .findFirst()
                .orElseThrow();
    }

    /** Otherwise an attacker could find the right password of a disabled account, and try it elsewhere. */
    @Test
    void theRightPasswordOfADisabledAccountIsAWrongOne() {
        Person disabled = people.customer();
        assertThat(people.call(
                                "PATCH",
                                "/api/accounts/" + disabled.id(),
                                people.the(As.ADMIN).token(),
                                Map.of("disabled", true))
                        .statusCode())
                .isEqualTo(200);
        String wrong =
                logIn("198.51.100.91", disabled.username(), "a wrong password").body();
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> right = logIn("198.51.100.90", disabled.username(), People.PASSWORD);
            assertThat(right.statusCode()).isEqualTo(401);
            assertThat(right.body()).isEqualTo(wrong);
        }
        assertThat(logIn("198.51.100.90", disabled.username(), People.PASSWORD).statusCode())
                .isEqualTo(429);
    }

    /** An IPv6 /56 holds 256 addresses of the size that limits count, and a provider gives one to each household. */
    @Test
    void aWholeIpv6NetworkGuessesOnlySoOften() {
        Person owner = people.customer();
        List<Integer> guesses = IntStream.range(0, 45)
                .mapToObj(i -> logIn("2001:db8:77:" + Integer.toHexString(i) + "::1", owner.username(), "guess " + i))
                .map(HttpResponse::statusCode)
                .toList();
        assertThat(guesses.subList(0, 40)).containsOnly(401);
        assertThat(guesses.subList(40, 45)).containsOnly(429);
        assertThat(logIn("2001:db8:78::1", owner.username(), People.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    /** Includes names that no account can have, and one that PostgreSQL could not look up. */
    @ParameterizedTest
    @ValueSource(strings = {"nobody-there", "no such name", "nobody\0", "\uD800", "%", "' OR 1=1 --"})
    void anUnknownAccountTakesAsLongAndAnswersTheSame(String unknown) {
        assertThat(timeOf(unknown, 198)).isBetween(0.4, 2.5);
    }

    /** PostgreSQL cannot look up a NUL character or half of a surrogate pair. */
    @Tag("store")
    @ParameterizedTest
    @ValueSource(strings = {"nobody\0", "\0", "\uD800", "\u0130", "x"})
    void aUserNameThatNobodyCanHaveIsJustAWrongOne(String username) {
        HttpResponse<String> answer = logIn("198.51.100.70", username, "a wrong password");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("BAD_CREDENTIALS");
    }

    @Tag("store")
    @Test
    void aProjectThatCannotExistDoesNot() {
        for (String project : List.of("x\0", "nowhere")) {
            Map<String, Object> change = Map.of("projects", List.of(project));
            String path = "/api/accounts/" + people.staff("AGENT", "support").id();
            assertThat(people.call("PATCH", path, people.the(As.ADMIN).token(), change)
                            .body())
                    .contains("INVALID_FIELD");
        }
    }

    @Test
    void nobodyMakesAnyNumberOfCalls() {
        Person guest = people.guest();
        String token = guest.token();
        try (var _ = guards.callsPerAccountAndAddress(5)) {
            assertThat(statuses(6, token, null)).containsExactly(200, 200, 200, 200, 200, 429);
            assertThat(people.call("GET", "/api/tickets", people.token(guest), null)
                            .statusCode())
                    .isEqualTo(429);
            assertThat(people.call("GET", "/api/tickets", people.the(As.OWNER).token(), null)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(statuses(6, null, "203.0.113.90")).containsExactly(204, 204, 204, 204, 204, 429);
            assertThat(statuses(1, null, "203.0.113.91")).containsExactly(204);
            // Other spellings of the same calls.
            assertThat(people.callFrom("203.0.113.90", "POST", "/%61pi/session/refresh", null, null)
                            .statusCode())
                    .isEqualTo(429);
            assertThat(people.call("GET", "/%61pi/tickets", token, null).statusCode())
                    .isEqualTo(429);
        }
    }

    private List<Integer> statuses(int calls, String token, String address) {
        return IntStream.range(0, calls)
                .map(call -> people.callFrom(
                                address == null ? "203.0.113." + call : address,
                                token == null ? "POST" : "GET",
                                token == null ? "/api/session/refresh" : "/api/tickets",
                                token,
                                null)
                        .statusCode())
                .boxed()
                .toList();
    }

    @Test
    void withoutNobodysPasswordItsAnswerComesAtOnce() {
        try (var _ = guards.withoutNobodysPassword()) {
            assertThat(timeOf("nobody-there", 199)).isLessThan(0.4);
        }
    }

    /** The time to refuse an unknown name, divided by the time to refuse a wrong password. */
    private double timeOf(String unknownName, int network) {
        Person known = people.customer();
        List<Long> unknowns = new ArrayList<>();
        List<Long> knowns = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String address = network + ".51.100." + (21 + i);
            long start = System.nanoTime();
            HttpResponse<String> wrong = logIn(address, known.username(), "a wrong password");
            long middle = System.nanoTime();
            HttpResponse<String> unknown = logIn(address, unknownName, "a wrong password");
            unknowns.add(System.nanoTime() - middle);
            knowns.add(middle - start);
            assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
            assertThat(unknown.body()).isEqualTo(wrong.body());
        }
        return (double) median(unknowns) / median(knowns);
    }

    @Test
    void whatSomebodyTypesWritesNoLineOfTheLog(CapturedOutput output) {
        String mark = "mark-" + UUID.randomUUID();
        String forged = "x\n2026-01-01 INFO audit: " + mark + "\u001b[2J\u2028";
        logIn("198.51.100.60", forged, "a wrong password");
        people.call("GET", "/api/tickets?q=" + mark, people.the(As.GUEST).token(), null);
        people.call("POST", "/api/session/guest", null, Map.of("name", forged));
        people.call("POST", "/api/session/guest", null, Map.of(forged, "x"));
        people.call("GET", "/" + mark + "%0aINFO", null, null);
        people.call("GET", "/api/" + mark, mark, null);
        assertThat(output.getAll()).doesNotContain(mark);
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Test
    void overTlsAtTheProxyTheCookieIsOneOfThisHostAlone() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + people.port() + "/api/session/guest"))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.44")
                .header("X-Forwarded-Proto", "https")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Visitor T\"}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-")
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                .isPresent()
                .get()
                .asString()
                .startsWith("max-age=")
                .doesNotContain("includeSubDomains");
        assertThat(answer.body()).doesNotContain("refresh");
    }

    @Test
    void socketsAnswerWithTheHeadersOfEveryPage() {
        // The firewall rejects the last ones before any page is looked up.
        for (String path : List.of("/ws/info", "/ws/nothing", "/", "/nothing", "/a;b", "/a%25b", "/api//x")) {
            var headers = people.call("GET", path, null, null).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("no-referrer");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).hasValue("DENY");
            assertThat(headers.firstValue("Permissions-Policy")).as(path).isPresent();
            assertThat(headers.firstValue("Cross-Origin-Opener-Policy"))
                    .as(path)
                    .hasValue("same-origin");
            assertThat(headers.firstValue("Cache-Control")).as(path).isPresent();
        }
    }

    private static final Pattern SINKS =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|unsafeHTML|unsafeSVG"
                    + "|unsafeStatic|\\beval\\(|new Function|srcdoc|javascript:"
                    + "|createContextualFragment|DOMParser|setHTMLUnsafe");

    private static final Pattern SECRETS_KEPT =
            Pattern.compile("(local|session)Storage[^;]*(token|jwt|password)|document\\.cookie");

    /** Text from users reaches the page only through Lit's text bindings. */
    @Test
    void noScriptOfOursMakesMarkupOfText() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("static-ui"))) {
            List<Path> scripts = files.filter(file -> file.toString().matches(".*\\.(js|html)"))
                    .toList();
            assertThat(scripts).hasSizeGreaterThan(50);
            for (Path script : scripts) {
                String text = Files.readString(script);
                assertThat(text).as(script.toString()).doesNotContainPattern(SINKS);
                assertThat(text).as(script.toString()).doesNotContainPattern(SECRETS_KEPT);
                assertThat(text.replace("type=\"importmap\"", ""))
                        .as("inline handlers in %s", script)
                        .doesNotContainPattern("<[a-z][^>]*\\son[a-z]+=\"");
            }
        }
        assertThat("x.innerHTML = y").containsPattern(SINKS);
        assertThat("localStorage.setItem('token', t)").containsPattern(SECRETS_KEPT);
    }

    @Test
    void noCallTakesATicketOfSomebodyElse() {
        String ticket = people.ticketOf(people.the(As.OWNER));
        for (String path : List.of("", "/events", "/events?since=0&limit=1")) {
            String call = "/api/tickets/" + ticket + path;
            for (As who : List.of(As.GUEST, As.CUSTOMER, As.OUTSIDER)) {
                HttpResponse<String> answer =
                        people.call("GET", call, people.the(who).token(), null);
                HttpResponse<String> nothing = people.call(
                        "GET", call.replace(ticket, "ZZZZZZZZ"), people.the(who).token(), null);
                assertThat(answer.statusCode()).as("%s as %s", call, who).isEqualTo(404);
                assertThat(answer.body()).isEqualTo(nothing.body());
            }
            for (As who : List.of(As.OWNER, As.AGENT, As.ADMIN)) {
                assertThat(people.call("GET", call, people.the(who).token(), null)
                                .statusCode())
                        .as("%s as %s", call, who)
                        .isEqualTo(200);
            }
            assertThat(people.call("GET", call, null, null).statusCode()).isEqualTo(401);
        }
        assertThat(people.call("GET", "/api/tickets", people.the(As.OUTSIDER).token(), null)
                        .body())
                .doesNotContain(ticket);
        assertThat(people.call("GET", "/api/tickets", people.the(As.CUSTOMER).token(), null)
                        .body())
                .doesNotContain(ticket);
    }
}
