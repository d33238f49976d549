package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Guessing, finding out who has an account, pretending to be elsewhere; and the pages. */
@AttackTest
class LoginAttackTests {

    @Autowired private People people;

    private HttpResponse<String> logIn(String address, String username, String password) {
        return people.callFrom(
                address,
                "POST",
                "/api/session",
                null,
                Map.of("username", username, "password", password));
    }

    @Test
    void aGuesserIsStoppedAndTheOwnerIsNot() {
        Person owner = people.customer();
        // What stands before the last proxy's entry, the guesser may have written.
        List<Integer> guesses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            guesses.add(
                    logIn("192.0.2." + i + ", 198.51.100.7", owner.username(), "guess number " + i)
                            .statusCode());
        }
        assertThat(guesses.subList(0, 10)).containsOnly(401);
        assertThat(guesses.subList(10, 12)).containsOnly(429);
        assertThat(logIn("198.51.100.7", owner.username(), People.PASSWORD).statusCode())
                .isEqualTo(429);
        assertThat(logIn("203.0.113.9", owner.username(), People.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    /** Without the hash of nobody's password, an unknown name would be answered at once. */
    @Test
    void anUnknownAccountTakesAsLongAndAnswersTheSame() {
        Person known = people.customer();
        logIn("198.51.100.20", known.username(), "warming up");
        List<Long> unknowns = new ArrayList<>();
        List<Long> knowns = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String address = "198.51.100." + (21 + i);
            long start = System.nanoTime();
            HttpResponse<String> wrong = logIn(address, known.username(), "a wrong password");
            long middle = System.nanoTime();
            HttpResponse<String> unknown = logIn(address, "nobody-" + i, "a wrong password");
            unknowns.add(System.nanoTime() - middle);
            knowns.add(middle - start);
            assertThat(unknown.statusCode()).isEqualTo(wrong.statusCode()).isEqualTo(401);
            assertThat(unknown.body()).isEqualTo(wrong.body());
        }
        double ratio = (double) median(unknowns) / median(knowns);
        assertThat(ratio).isBetween(0.4, 2.5);
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Test
    void overTlsAtTheProxyTheCookieIsOneOfThisHostAlone() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://localhost:" + people.port() + "/api/session/guest"))
                        .header("Content-Type", "application/json")
                        .header("X-Forwarded-For", "203.0.113.44")
                        .header("X-Forwarded-Proto", "https")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Visitor T\"}"))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-")
                .contains("Secure", "HttpOnly", "SameSite=Strict", "Path=/");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(answer.body()).doesNotContain("refresh");
    }

    @Test
    void socketsAnswerWithTheHeadersOfEveryPage() {
        for (String path : List.of("/ws/info", "/ws/nothing", "/", "/nothing")) {
            var headers = people.call("GET", path, null, null).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("no-referrer");
        }
    }

    private static final Pattern SINKS =
            Pattern.compile(
                    "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|unsafeHTML|unsafeSVG"
                            + "|unsafeStatic|\\beval\\(|new Function|srcdoc|javascript:"
                            + "|createContextualFragment|DOMParser|setHTMLUnsafe");

    private static final Pattern SECRETS_KEPT =
            Pattern.compile("(local|session)Storage[^;]*(token|jwt|password)|document\\.cookie");

    /** Text of people reaches the page through Lit's text bindings alone. */
    @Test
    void noScriptOfOursMakesMarkupOfText() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("static-ui"))) {
            List<Path> scripts =
                    files.filter(file -> file.toString().matches(".*\\.(js|html)")).toList();
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
                HttpResponse<String> nothing =
                        people.call(
                                "GET",
                                call.replace(ticket, "ZZZZZZZZ"),
                                people.the(who).token(),
                                null);
                assertThat(answer.statusCode()).as("%s as %s", call, who).isEqualTo(404);
                assertThat(answer.body()).isEqualTo(nothing.body());
            }
            for (As who : List.of(As.OWNER, As.AGENT, As.ADMIN)) {
                assertThat(people.call("GET", call, people.the(who).token(), null).statusCode())
                        .as("%s as %s", call, who)
                        .isEqualTo(200);
            }
            assertThat(people.call("GET", call, null, null).statusCode()).isEqualTo(401);
        }
        assertThat(people.call("GET", "/api/tickets", people.the(As.OUTSIDER).token(), null).body())
                .doesNotContain(ticket);
        assertThat(people.call("GET", "/api/tickets", people.the(As.CUSTOMER).token(), null).body())
                .doesNotContain(ticket);
    }
}
