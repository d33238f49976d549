package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.HttpTestClient;
import io.stompdesk.HttpTestClient.Answer;
import io.stompdesk.TestLogin;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@DeskTest(properties = "stompdesk.limits.enabled=false")
@Import(LoginsEndedRecorder.class)
class SessionTests {

    private static final String PASSWORD = "a fine long password";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    LoginsEndedRecorder ended;

    HttpTestClient browser;

    @BeforeEach
    void openABrowser() {
        browser = new HttpTestClient(port);
    }

    private HttpTestClient newBrowser() {
        return new HttpTestClient(port);
    }

    private String register() {
        String username = "person" + PEOPLE.incrementAndGet();
        Answer answer = browser.post(
                "/api/session/register", Map.of("username", username, "password", PASSWORD, "name", "Pat"));
        assertThat(answer.status()).isEqualTo(200);
        browser.bearer(answer.body().get("accessToken").asString());
        return username;
    }

    @Test
    void whoLogsInGetsATokenAndACookie() {
        Answer answer = browser.admin();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.account().propertyNames()).containsExactlyInAnyOrder("id", "name", "role", "projects");
        assertThat(answer.account().get("name").asString()).isEqualTo("Admin");
        assertThat(answer.account().get("role").asString()).isEqualTo("ADMIN");
        assertThat(answer.account().get("projects").toString()).isEqualTo("[\"support\"]");
        assertThat(Instant.parse(answer.body().get("expiresAt").asString()))
                .isBetween(Instant.now().plusSeconds(590), Instant.now().plusSeconds(601));
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(browser.get("/api/accounts/me").account()).isEqualTo(answer.account());
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        String cookie = browser.admin().header("Set-Cookie");

        assertThat(cookie)
                .matches("stompdesk-" + port + "=[A-Za-z0-9_-]{22}(\\.[A-Za-z0-9_-]{43}){2};.*")
                .contains("; Path=/", "; HttpOnly", "; SameSite=Strict", "; Max-Age=2592000")
                .doesNotContain("Domain", "Secure");
    }

    @Test
    void theUserNamesCaseDoesNotMatter() {
        assertThat(browser.logIn(" ADMIN ", io.stompdesk.TestStore.ADMIN_PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        Answer wrong = browser.logIn("admin", "not the password");
        Answer unknown = browser.logIn("nobody-here", "not the password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("BAD_CREDENTIALS");
        assertThat(wrong.text()).isEqualTo(unknown.text());
        assertThat(wrong.header("Set-Cookie")).isNull();
    }

    @Test
    void anAbsurdlyLongPasswordIsJustAWrongOne() {
        assertThat(browser.logIn("admin", "x".repeat(10_000)).code()).isEqualTo("BAD_CREDENTIALS");
        assertThat(browser.logIn("x".repeat(10_000), "x").code()).isEqualTo("BAD_CREDENTIALS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                       | 400 | INVALID_FIELD  | username",
                "{\"username\":null,\"password\":\"x\"}   | 400 | INVALID_FIELD  | username",
                "{\"username\":\"admin\"}                 | 400 | INVALID_FIELD  | password",
                "{\"username\":12,\"password\":\"x\"}     | 400 | INVALID_FIELD  | username",
                "{\"username\":{},\"password\":\"x\"}     | 400 | INVALID_FIELD  | username",
                "{\"username\":[\"a\"],\"password\":\"x\"}| 400 | INVALID_FIELD  | username",
                "{\"username\":\"a\",\"admin\":true}      | 400 | UNKNOWN_FIELD  | admin",
                "{\"username\":                           | 400 | MALFORMED_JSON |",
                "[]                                       | 400 | MALFORMED_JSON |",
                "null                                     | 400 | MALFORMED_JSON |",
                "\"admin\"                                | 400 | MALFORMED_JSON |",
                "{} {}                                    | 400 | MALFORMED_JSON |",
            })
    void aBodyThatIsWrongSaysHow(String body, int status, String code, String field) {
        Answer answer = browser.send("POST", "/api/session", body);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.data().path("field").asString("")).isEqualTo(field == null ? "" : field);
    }

    @Test
    void anEmptyBodyIsMalformed() {
        assertThat(browser.send("POST", "/api/session", "").code()).isEqualTo("MALFORMED_JSON");
    }

    @Test
    void aGuestIsACustomerWithACookie() {
        Answer answer = browser.guest("Gwen");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.account().get("role").asString()).isEqualTo("CUSTOMER");
        assertThat(answer.account().get("projects").isEmpty()).isTrue();
        assertThat(browser.cookie()).isNotNull();
    }

    @Test
    void aGuestWhoComesBackIsTheSameUnderTheNameTheyGiveNow() {
        Answer first = browser.guest("Gwen");
        String cookie = browser.cookie();
        Answer again = browser.post("/api/session/guest", Map.of("name", "Gwendolyn", "email", "g@example.org"));

        assertThat(again.account().get("id")).isEqualTo(first.account().get("id"));
        assertThat(again.account().get("name").asString()).isEqualTo("Gwendolyn");
        assertThat(browser.cookie()).isNotEqualTo(cookie);
    }

    @Test
    void guestsWithoutACookieAreDifferentPeopleEvenOfOneName() {
        assertThat(browser.guest("Gwen").account().get("id"))
                .isNotEqualTo(newBrowser().guest("Gwen").account().get("id"));
    }

    @Test
    void aGuestsCookieThatIsOverMakesANewGuest() {
        Answer first = browser.guest("Gwen");
        String cookie = browser.cookie();
        browser.delete("/api/session");
        browser.cookie(cookie);

        assertThat(browser.guest("Gwen").account().get("id"))
                .isNotEqualTo(first.account().get("id"));
    }

    @Test
    void aGuestDoesNotTakeOverALoginWithAPassword() {
        register();
        Answer me = browser.get("/api/accounts/me");

        assertThat(browser.guest("Gwen").account().get("id"))
                .isNotEqualTo(me.account().get("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{}                                               | INVALID_FIELD | name",
                "{\"name\":\"  \"}                                | INVALID_FIELD | name",
                "{\"name\":\"Gwen\",\"email\":\"nowhere\"}        | INVALID_FIELD | email",
                "{\"name\":\"Gwen\",\"role\":\"ADMIN\"}           | UNKNOWN_FIELD | role",
                "{\"name\":\"Gwen\",\"projects\":[\"support\"]}   | UNKNOWN_FIELD | projects",
                "{\"name\":\"Admin\"}                             | NAME_RESERVED | -",
                "{\"name\":\"Support team\"}                      | NAME_RESERVED | -",
                "{\"name\":\"Stomp desk\"}                        | NAME_RESERVED | -",
            })
    void aGuestIsRefused(String body, String code, String field) {
        Answer answer = browser.send("POST", "/api/session/guest", body);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.data().path("field").asString(null)).isEqualTo(field);
        assertThat(browser.cookie()).isNull();
    }

    @Test
    void whoRegistersIsLoggedInAndCanLogInAgain() {
        String username = register();
        Answer me = browser.get("/api/accounts/me");
        Answer again = newBrowser().logIn(username, PASSWORD);

        assertThat(me.account().get("role").asString()).isEqualTo("CUSTOMER");
        assertThat(again.account()).isEqualTo(me.account());
    }

    @Test
    void aUserNameIsTakenOnce() {
        String username = register();
        Answer answer = browser.post(
                "/api/session/register",
                Map.of("username", username.toUpperCase(java.util.Locale.ROOT), "password", PASSWORD, "name", "Pat"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("USERNAME_TAKEN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"username\":\"ab\",\"password\":\"long enough\",\"name\":\"P\"}           |"
                        + " INVALID_FIELD | username",
                "{\"username\":\"a b c\",\"password\":\"long enough\",\"name\":\"P\"}        |"
                        + " INVALID_FIELD | username",
                "{\"username\":\"зина\",\"password\":\"long enough\",\"name\":\"P\"}         |"
                        + " INVALID_FIELD | username",
                "{\"username\":\"zina\",\"password\":\"too short\",\"name\":\"P\"}           |"
                        + " INVALID_FIELD | password",
                "{\"username\":\"zina\",\"name\":\"P\"}                                      |"
                        + " INVALID_FIELD | password",
                "{\"username\":\"zina-zina-zina\",\"password\":\"ZINA-zina-zina\",\"name\":\"P\"} |"
                        + " INVALID_FIELD | password",
                "{\"username\":\"zina\",\"password\":\"long enough\"}                        |"
                        + " INVALID_FIELD | name",
                "{\"username\":\"zina\",\"password\":\"long"
                        + " enough\",\"name\":\"P\",\"email\":\"@\"} | INVALID_FIELD | email",
                "{\"username\":\"zina\",\"password\":\"long enough\",\"name\":\"System\"}    |" + " NAME_RESERVED | -",
                "{\"username\":\"zina\",\"password\":\"long"
                        + " enough\",\"name\":\"P\",\"role\":\"AGENT\"} | UNKNOWN_FIELD | role",
            })
    void aRegistrationIsRefused(String body, String code, String field) {
        Answer answer = browser.send("POST", "/api/session/register", body);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.data().path("field").asString(null)).isEqualTo(field);
    }

    @Test
    void aPasswordMayBeOf128CharactersAndNoMore() {
        assertThat(register("x".repeat(128)).status()).isEqualTo(200);
        Answer tooLong = register("x".repeat(129));
        assertThat(tooLong.code()).isEqualTo("INVALID_FIELD");
        assertThat(tooLong.data().get("max").asInt()).isEqualTo(128);
    }

    private Answer register(String password) {
        String username = "person" + PEOPLE.incrementAndGet();
        return browser.post("/api/session/register", Map.of("username", username, "password", password, "name", "Pat"));
    }

    @Test
    void theCookieBringsAFreshTokenAndIsReplaced() {
        Answer login = browser.guest("Gwen");
        String cookie = browser.cookie();
        Answer refreshed = browser.post("/api/session/refresh");

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.account()).isEqualTo(login.account());
        assertThat(browser.cookie()).isNotEqualTo(cookie);
        browser.bearer(refreshed.body().get("accessToken").asString());
        assertThat(browser.get("/api/accounts/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stompdesk=", "stompdesk=x", "other=1"})
    void aVisitorWithoutOurCookieIsNobodyAndDidNothingWrong(String cookie) {
        browser.cookie(cookie.isEmpty() ? null : cookie);
        Answer answer = browser.post("/api/session/refresh");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(browser.cookie()).isEqualTo(cookie.isEmpty() ? null : cookie);
    }

    @Test
    void aCookieOfNoLoginBringsNoFreshToken() {
        browser.cookie("stompdesk-" + port + "=AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        Answer answer = browser.post("/api/session/refresh");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aCookieUnderTheNameForTlsIsNotReadOverPlainHttp() {
        browser.guest("Gwen");
        browser.cookie("__Host-" + browser.cookie());

        assertThat(browser.post("/api/session/refresh").status()).isEqualTo(204);
    }

    @Test
    void logoutByTheAccessTokenAloneEndsTheLogin() {
        browser.guest("Gwen");
        String cookie = browser.cookie();
        browser.cookie(null);
        Answer answer = browser.delete("/api/session");
        browser.cookie(cookie);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(browser.post("/api/session/refresh").status()).isEqualTo(401);
        assertThat(browser.get("/api/accounts/me").status()).isEqualTo(401);
    }

    @Test
    void logoutByTheCookieAloneEndsTheLogin() {
        browser.guest("Gwen");
        HttpTestClient otherTab = browser.stealCookie();
        Answer answer = otherTab.delete("/api/session");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie"))
                .startsWith("stompdesk-" + port + "=;")
                .contains("Max-Age=0", "HttpOnly");
        assertThat(browser.get("/api/accounts/me").status()).isEqualTo(401);
        assertThat(ended.all()).isNotEmpty();
    }

    @Test
    void logoutWithATokenThatIsNoGoodStillGoesByTheCookie() {
        browser.guest("Gwen");
        HttpTestClient otherTab = browser.stealCookie().bearer("expired");

        assertThat(otherTab.delete("/api/session").status()).isEqualTo(204);
        assertThat(browser.get("/api/accounts/me").status()).isEqualTo(401);
    }

    @Test
    void logoutOfNobodyIsUnauthenticated() {
        assertThat(browser.delete("/api/session").code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void logoutLeavesTheOthersLoginsAlone() {
        String username = register();
        HttpTestClient laptop = newBrowser();
        laptop.logIn(username, PASSWORD);
        browser.delete("/api/session");

        assertThat(laptop.get("/api/accounts/me").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsTheOtherLoginsAndReplacesOnesOwn() {
        String username = register();
        HttpTestClient laptop = newBrowser();
        laptop.logIn(username, PASSWORD);
        Answer answer = browser.put(
                "/api/account/password", Map.of("currentPassword", PASSWORD, "newPassword", "another fine one"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(browser.get("/api/accounts/me").status()).isEqualTo(401);
        assertThat(browser.post("/api/session/refresh").status()).isEqualTo(200);
        assertThat(laptop.get("/api/accounts/me").status()).isEqualTo(401);
        assertThat(laptop.post("/api/session/refresh").status()).isEqualTo(401);
        assertThat(newBrowser().logIn(username, PASSWORD).code()).isEqualTo("BAD_CREDENTIALS");
        assertThat(newBrowser().logIn(username, "another fine one").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordNeedsTheOldOne() {
        register();
        Answer wrong = browser.put(
                "/api/account/password", Map.of("currentPassword", "wrong one", "newPassword", "another fine one"));
        Answer weak = browser.put("/api/account/password", Map.of("currentPassword", PASSWORD, "newPassword", "short"));
        Answer missing = browser.put("/api/account/password", Map.of("newPassword", "another fine one"));

        assertThat(wrong.code()).isEqualTo("BAD_CREDENTIALS");
        assertThat(weak.data().get("field").asString()).isEqualTo("newPassword");
        assertThat(missing.data().get("field").asString()).isEqualTo("currentPassword");
    }

    @Test
    void aGuestHasNoPasswordToChange() {
        browser.guest("Gwen");
        Answer answer =
                browser.put("/api/account/password", Map.of("currentPassword", "x", "newPassword", "another fine one"));

        assertThat(answer.code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void aDisabledAccountCanDoNothing() {
        String username = register();
        String id = browser.get("/api/accounts/me").account().get("id").asString();
        String admin = TestLogin.admin(port).token();
        new HttpTestClient(port).bearer(admin).send("PATCH", "/api/accounts/" + id, "{\"disabled\":true}");

        assertThat(browser.get("/api/accounts/me").code()).isEqualTo("UNAUTHENTICATED");
        assertThat(browser.post("/api/session/refresh").code()).isEqualTo("UNAUTHENTICATED");
        assertThat(browser.logIn(username, PASSWORD).code()).isEqualTo("BAD_CREDENTIALS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "cross-site  | -                        | 403",
                "same-site   | -                        | 403",
                "cross-site  | https://evil.example     | 403",
                "same-site   | http://localhost:1       | 403",
                "-           | https://evil.example     | 403",
                "-           | null                     | 403",
                "-           | http://localhost.evil    | 403",
                "same-origin | http://localhost:{port}  | 200",
                "same-origin | https://behind.a.proxy   | 200",
                "none        | -                        | 200",
                "-           | http://localhost:{port}  | 200",
                "-           | -                        | 200",
            })
    void onlyOurOwnPagesMayUseTheCookie(String site, String origin, int status) {
        browser.guest("Gwen");
        HttpTestClient page = browser.stealCookie();
        if (site != null) {
            page.header("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            page.header("Origin", origin.replace("{port}", Integer.toString(port)));
        }

        assertThat(page.post("/api/session/refresh").status()).isEqualTo(status);
        assertThat(page.post("/api/session/guest", Map.of("name", "Gwen")).status())
                .isEqualTo(status);
        assertThat(page.delete("/api/session").status()).isEqualTo(status == 200 ? 204 : 403);
    }

    @Test
    void noOtherOriginIsEverAllowedByCors() {
        Answer answer = browser.header("Origin", "https://evil.example").get("/api/config");

        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void secretsAreNotRepeated() {
        String secret = "my-very-secret-" + PEOPLE.incrementAndGet();
        Answer answer = browser.post("/api/session", Map.of("username", secret, "password", secret, "x", secret));

        assertThat(URLDecoder.decode(answer.text(), StandardCharsets.UTF_8)).doesNotContain(secret);
    }
}
