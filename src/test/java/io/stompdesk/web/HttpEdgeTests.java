package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.HttpTestClient;
import io.stompdesk.HttpTestClient.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.filter.FormContentFilter;
import org.springframework.web.multipart.MultipartResolver;

/** Uses its own pages, each with an import map, so that it does not depend on the desk's pages. */
@DeskTest(
        properties = {
            "spring.web.resources.static-locations=classpath:/io/stompdesk/web/",
            "stompdesk.name=Ünser Desk",
            "stompdesk.auth.registration=false",
            "stompdesk.text.subject=99"
        })
class HttpEdgeTests {

    @LocalServerPort
    int port;

    HttpTestClient browser;

    @BeforeEach
    void openABrowser() {
        browser = new HttpTestClient(port);
    }

    @ParameterizedTest
    @CsvSource({
        "/, The customers' page",
        "/index.html, The customers' page",
        "/staff, The staff's page",
        "/staff/, The staff's page",
        "/staff/index.html, The staff's page"
    })
    void thePagesAreServedToEverybody(String path, String text) {
        Answer page = browser.get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains(text);
        assertThat(page.header("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/staff", "/js/page.js", "/nothing", "/api/config", "/api/nothing", "/actuator/health"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Answer answer = browser.get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self' 'sha256-")
                .contains(
                        "style-src 'self';",
                        "img-src 'self' data:;",
                        "connect-src 'self';",
                        "frame-ancestors 'none';",
                        "base-uri 'none';",
                        "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()", "microphone=()");
        assertThat(answer.header("Strict-Transport-Security")).isNull();
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/staff", "/js/page.js", "/nothing", "/api/config", "/api/nothing", "/actuator/health"})
    void headAnswersWithTheSameHeaders(String path) {
        Answer get = browser.get(path);
        Answer head = browser.send("HEAD", path, null);

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.headers().map()).containsAllEntriesOf(headers(get));
        assertThat(headers(get)).containsKeys("content-security-policy", "x-frame-options", "cache-control");
    }

    private static Map<String, List<String>> headers(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        // These depend on the body and on the moment.
        headers.keySet().removeAll(List.of("content-length", "transfer-encoding", "date", "connection", "keep-alive"));
        return headers;
    }

    @Test
    void aPageThatHasNotChangedCarriesThemToo() {
        String etag = browser.get("/").header("ETag");
        Answer unchanged = browser.header("If-None-Match", etag).get("/");

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(unchanged.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @Test
    void theImportMapsOfAllPagesAreAllowedByTheirHashAndNoOtherScriptIs() throws Exception {
        String policy = browser.get("/").header("Content-Security-Policy");

        assertThat(policy)
                .contains(hash("{\"imports\":{\"lit\":\"/webjars/lit/3.3.2/index.js\"}}"))
                .contains(hash("\n{\"imports\":{\"lit\":\"/webjars/lit/3.3.2/index.js\"}}\n"))
                .doesNotContain(hash("alert('inline')"));
        assertThat(policy.split("'sha256-", -1)).hasSize(3);
    }

    private static String hash(String script) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @Test
    void ourFilesAreAskedForEachTimeAndSentWhenTheyChanged() {
        Answer script = browser.get("/js/page.js");
        Answer again = new HttpTestClient(port)
                .header("If-None-Match", script.header("ETag"))
                .get("/js/page.js");

        assertThat(script.header("Content-Type")).contains("javascript");
        assertThat(script.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(script.header("Last-Modified")).isNull();
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void librariesAreKeptByTheBrowser() {
        Answer library = browser.get("/webjars/sockjs-client/1.6.1/dist/sockjs.min.js");

        assertThat(library.status()).isEqualTo(200);
        assertThat(library.header("Cache-Control")).contains("max-age=31536000", "immutable");
    }

    /** The one before it carried a url-parse that took white space and backslashes for something else than browsers. */
    @Test
    void thereIsOneVersionOfTheSockJsClientAndNoOlderOne() {
        String client =
                browser.get("/webjars/sockjs-client/1.6.1/dist/sockjs.js").text();

        assertThat(client).startsWith("/* sockjs-client v1.6.1").contains("controlOrWhitespace");
        assertThat(browser.get("/webjars/sockjs-client/1.5.1/sockjs.min.js").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /nothing                 | 404 | NOT_FOUND",
                "GET    | /staff/nothing.html      | 404 | NOT_FOUND",
                "GET    | /application.yml         | 404 | NOT_FOUND",
                "GET    | /META-INF/spring.factories | 404 | NOT_FOUND",
                "GET    | /webjars/                | 404 | NOT_FOUND",
                "GET    | /api/session/nothing     | 404 | UNKNOWN_DESTINATION",
                "GET    | /api/nothing             | 401 | UNAUTHENTICATED",
                "GET    | /api/accounts/me         | 401 | UNAUTHENTICATED",
                "PUT    | /api/account/password    | 401 | UNAUTHENTICATED",
                "POST   | /api/config              | 401 | UNAUTHENTICATED",
                "GET    | /api/session             | 405 | UNKNOWN_DESTINATION",
                "PUT    | /api/session/guest       | 405 | UNKNOWN_DESTINATION",
                "GET    | /actuator                | 401 | UNAUTHENTICATED",
                "GET    | /actuator/env            | 401 | UNAUTHENTICATED",
                "GET    | /error                   | 404 | NOT_FOUND",
                "GET    | /a;b=c                   | 400 | INVALID_FIELD",
                "TRACE  | /                        | 405 | UNKNOWN_DESTINATION",
            })
    void whatIsNotThereIsAProblemDocument(String method, String path, int status, String code) {
        Answer answer = browser.send(method, path, null);

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.body().propertyNames())
                .containsExactly("type", "title", "status", "detail", "code", "retryable", "data");
        assertThat(answer.body().get("status").asInt()).isEqualTo(status);
        assertThat(answer.text()).doesNotContain("Exception", "springframework", "io.stompdesk");
    }

    /** Written by hand: no client sends such a URL. */
    @ParameterizedTest
    @ValueSource(strings = {"/%00", "/%", "/%zz", "/api/%00", "/%c0%ae", "/..%2f", "/%2e%2e/x"})
    void aUrlThatTomcatCannotDecodeIsAProblemDocument(String path) throws Exception {
        try (java.net.Socket socket = new java.net.Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("Content-Security-Policy: default-src 'none'", "Cache-Control: no-")
                    .contains("Content-Type: application/problem+json", "\"code\":\"INVALID_FIELD\"")
                    .doesNotContain("<html", "Tomcat");
        }
    }

    @Test
    void whoIsLoggedInLearnsThatThereIsNoSuchCallAndNothingOfTheActuator() {
        browser.admin();

        assertThat(browser.get("/api/nothing").code()).isEqualTo("UNKNOWN_DESTINATION");
        assertThat(browser.get("/actuator/env").status()).isBetween(401, 403);
    }

    @Test
    void theMethodsThatWouldDoAreNamed() {
        assertThat(browser.get("/api/session/guest").header("Allow")).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
    void onlyJsonIsReadSoThatNoFormOfAnotherSiteCanPost(String type) {
        Answer answer = browser.header("Content-Type", type).send("POST", "/api/session", "{\"username\":\"admin\"}");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x"})
    void anUploadIsRefusedUnread(String type) {
        browser.header("Content-Type", type);
        Answer small = browser.send("POST", "/api/session", "--x--");
        Answer large = browser.send("POST", "/api/session/refresh", "x".repeat(200_000));

        assertThat(small.code()).isEqualTo("MALFORMED_JSON");
        assertThat(small.status()).isEqualTo(415);
        assertThat(large.status()).isEqualTo(413);
    }

    /** Spring's filters for forms and uploads would read a body of any size before the desk's filters. */
    @Test
    void nothingReadsFormsOrUploads(@Autowired ApplicationContext desk) {
        assertThat(desk.getBeansOfType(FormContentFilter.class)).isEmpty();
        assertThat(desk.getBeansOfType(MultipartResolver.class)).isEmpty();
    }

    @Test
    void aTypeThatWeDoNotSendIsRefused() {
        assertThat(browser.header("Accept", "application/xml")
                        .get("/api/config")
                        .status())
                .isEqualTo(406);
    }

    /** Another spelling of a path is the same path. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/%61pi/session", "/%61%70%69/session/guest"})
    void aBodyThatIsTooLargeIsRefusedUnread(String path) {
        Answer answer = browser.send("POST", path, "{\"username\":\"" + "x".repeat(200_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("TOO_LARGE");
        assertThat(answer.data().get("max").asInt()).isEqualTo(131_072);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/session", "/%61pi/session", "/ap%69/session/guest"})
    void aBodyOfUnknownLengthIsCut(String path) throws Exception {
        byte[] endless = ("{\"username\":\"" + "x".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8);
        java.net.http.HttpRequest request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(endless)))
                .build();
        try (java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient()) {
            java.net.http.HttpResponse<String> answer =
                    http.send(request, java.net.http.HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("TOO_LARGE");
        }
    }

    @Test
    void deepNestingIsMalformed() {
        assertThat(browser.send("POST", "/api/session", "[".repeat(20_000)).code())
                .isEqualTo("MALFORMED_JSON");
        assertThat(browser.send("POST", "/api/session", "{\"username\":" + "[".repeat(20_000))
                        .code())
                .isIn("MALFORMED_JSON", "INVALID_FIELD");
    }

    @Test
    void registrationCanBeClosed() {
        Answer answer = browser.send("POST", "/api/session/register", "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("REGISTRATION_CLOSED");
    }

    @Test
    void thePagesLearnWhatTheyNeedBeforeAnybodyLogsIn() {
        Answer answer = browser.get("/api/config");

        assertThat(answer.body().toString())
                .isEqualTo(
                        "{\"name\":\"Ünser"
                            + " Desk\",\"registration\":false,\"limits\":{\"subject\":99,\"description\":10000,\"text\":10000},\"account\":{\"nameMax\":60,\"passwordMin\":10}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
    void theProbesSayUpOrNotAndNoMore(String probe) {
        Answer answer = browser.get(probe);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/metrics",
                "/actuator/health/db",
                "/actuator/health/liveness/x",
                "/actuator/x"
            })
    void whoIsLoggedInIsToldThatTheActuatorIsClosedToThem(String path) {
        assertThat(browser.get(path).code()).isEqualTo("UNAUTHENTICATED");

        browser.admin();

        assertThat(browser.get(path).code()).isEqualTo("FORBIDDEN");
        assertThat(browser.get(path).status()).isEqualTo(403);
    }

    @Test
    void healthIsForEverybodyAndSaysNoMore() {
        assertThat(browser.get("/actuator/health").status()).isEqualTo(200);
        assertThat(browser.get("/actuator/health").text()).doesNotContain("components", "details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Basic YWRtaW46YWRtaW4=", "bearer a.b.c", "x"})
    void anAuthorizationThatIsNoGoodIsNobodys(String authorization) {
        assertThat(browser.header("Authorization", authorization)
                        .get("/api/accounts/me")
                        .code())
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aTokenInTheAddressIsNotRead() {
        String token = browser.admin().body().get("accessToken").asString();

        assertThat(new HttpTestClient(port)
                        .get("/api/accounts/me?access_token=" + token)
                        .status())
                .isEqualTo(401);
    }
}
