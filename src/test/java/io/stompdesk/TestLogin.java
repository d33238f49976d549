package io.stompdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A login at the desk under test.
 *
 * @param port the desk's port
 * @param id the account's id
 * @param name the display name
 * @param token the access token
 */
public record TestLogin(int port, String id, String name, String token) {

    private static final String PASSWORD = "a-password-for-tests";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A new guest with a unique name. */
    public static TestLogin guest(int port) {
        return guest(port, "Guest " + NUMBER.incrementAndGet());
    }

    public static TestLogin guest(int port, String name) {
        return begun(port, post(port, "/api/session/guest", null, Map.of("name", name)));
    }

    public static TestLogin admin(int port) {
        return logIn(port, "admin", TestStore.ADMIN_PASSWORD);
    }

    /** A new agent of the project {@code support}. */
    public static TestLogin agent(int port) {
        return staff(port, "AGENT", "support");
    }

    /** A new staff member, created by the first admin. */
    public static TestLogin staff(int port, String role, String... projects) {
        int number = NUMBER.incrementAndGet();
        String username = "staff-" + number;
        Map<String, Object> wish = Map.of(
                "username", username,
                "password", PASSWORD,
                "name", "Agnes " + number,
                "role", role,
                "projects", List.of(projects));
        post(port, "/api/accounts", admin(port).token(), wish);
        return logIn(port, username, PASSWORD);
    }

    public static TestLogin logIn(int port, String username, String password) {
        Map<String, Object> wish = Map.of("username", username, "password", password);
        return begun(port, post(port, "/api/session", null, wish));
    }

    private static TestLogin begun(int port, JsonNode session) {
        JsonNode account = session.path("account");
        return new TestLogin(
                port,
                account.path("id").stringValue(),
                account.path("name").stringValue(),
                session.path("accessToken").stringValue());
    }

    /** Logs out. */
    public void logOut() {
        send(request(port, "/api/session", token).DELETE());
    }

    /** Sends a GET to the REST interface. */
    public JsonNode get(String path) {
        return json(send(request(port, path, token).GET()));
    }

    /** Sends a POST to the REST interface, which must succeed. */
    public JsonNode post(String path, Map<String, ?> body) {
        return post(port, path, token, body);
    }

    /** Sends a PATCH to the REST interface, which must succeed. */
    public JsonNode patch(String path, Map<String, ?> body) {
        HttpRequest.BodyPublisher json = HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        return json(send(request(port, path, token).method("PATCH", json)));
    }

    private static JsonNode post(int port, String path, @Nullable String token, Map<?, ?> body) {
        HttpRequest.BodyPublisher json = HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        return json(send(request(port, path, token).POST(json)));
    }

    private static HttpRequest.Builder request(int port, String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(
                        response.request().uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}
