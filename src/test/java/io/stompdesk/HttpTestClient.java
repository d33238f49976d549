package io.stompdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client that behaves like one browser: it keeps the cookie that it receives. */
public final class HttpTestClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String desk;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String cookie;

    public HttpTestClient(int port) {
        this.desk = "http://localhost:" + port;
    }

    /** Adds a header to every later request. */
    public HttpTestClient header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public HttpTestClient bearer(String accessToken) {
        return header("Authorization", "Bearer " + accessToken);
    }

    /** Another browser with a copy of this one's cookie, but without its headers. */
    public HttpTestClient stealCookie() {
        HttpTestClient thief = new HttpTestClient(URI.create(desk).getPort());
        thief.cookie = cookie;
        return thief;
    }

    public void cookie(@Nullable String newCookie) {
        this.cookie = newCookie;
    }

    /** The cookie as a request sends it, {@code name=value}. */
    public @Nullable String cookie() {
        return cookie;
    }

    /** Logs in. Later requests send the access token. */
    public Answer logIn(String username, String password) {
        return entered(post("/api/session", Map.of("username", username, "password", password)));
    }

    public Answer admin() {
        return logIn("admin", TestStore.ADMIN_PASSWORD);
    }

    /** Logs in as a guest. Later requests send the access token. */
    public Answer guest(String name) {
        return entered(post("/api/session/guest", Map.of("name", name)));
    }

    private Answer entered(Answer answer) {
        if (answer.status() == 200) {
            bearer(answer.body().get("accessToken").asString());
        }
        return answer;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, JSON.writeValueAsString(body));
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Sends this body unchanged, as JSON unless a header says otherwise. */
    public Answer send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(desk + path));
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        if (cookie != null) {
            request.setHeader("Cookie", cookie);
        }
        return keepCookie(send(request.build()));
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Answer keepCookie(Answer answer) {
        answer.headers()
                .firstValue("Set-Cookie")
                .map(set -> set.split(";", 2)[0])
                .ifPresent(pair -> cookie = pair.endsWith("=") ? null : pair);
        return answer;
    }

    /** An answer of the desk. */
    public record Answer(int status, HttpHeaders headers, String text) {

        public JsonNode body() {
            return JSON.readTree(text);
        }

        /** The problem document's code. */
        public String code() {
            return body().path("code").asString();
        }

        public JsonNode data() {
            return body().get("data");
        }

        public @Nullable String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        public JsonNode account() {
            return body().get("account");
        }
    }
}
