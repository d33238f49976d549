package io.stompdesk.e2e;

import io.stompdesk.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.util.Assert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running desk. Prepares accounts and tickets without a browser. */
final class DeskServer {

    static final String PASSWORD = "a-long-enough-password";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> AGENTS = new HashMap<>();
    private static final Map<String, String> ACCOUNT_IDS = new HashMap<>();

    private final int port;
    private String admin = "";

    DeskServer(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    String address() {
        return "http://localhost:" + port;
    }

    /** The user name of an agent of the project {@code support}. Creates the account on the first call. */
    String agent(String name) {
        return agent(name, "support");
    }

    /** The same for an agent of these projects. */
    String agent(String name, String... projects) {
        return AGENTS.computeIfAbsent(port + name, _ -> newAgent(name, List.of(projects)));
    }

    private String newAgent(String name, List<String> projects) {
        String username = "agent" + AGENTS.size();
        JsonNode made = asAdmin(
                "POST",
                "/api/accounts",
                Map.of(
                        "username", username,
                        "password", PASSWORD,
                        "name", name,
                        "role", "AGENT",
                        "projects", projects));
        ACCOUNT_IDS.put(username, made.get("id").asString());
        return username;
    }

    /** Changes the rights of a staff member, as an admin. */
    void change(String username, Map<String, Object> wish) {
        asAdmin("PATCH", "/api/accounts/" + ACCOUNT_IDS.get(username), wish);
    }

    /** Opens a ticket for a customer who is not connected. */
    String ticket(String customer, String subject, String description, String priority) {
        return ticket("support", customer, subject, description, priority);
    }

    String ticket(String project, String customer, String subject, String description, String priority) {
        JsonNode answer = asAdmin(
                "POST",
                "/api/tickets",
                Map.of(
                        "clientId", UUID.randomUUID().toString(),
                        "project", project,
                        "subject", subject,
                        "description", description,
                        "priority", priority,
                        "requester", Map.of("name", customer)));
        return answer.get("ticket").get("id").asString();
    }

    /** Opens many tickets for new customers. The desk's limits must be off. */
    void tickets(int count) {
        ticket("Customer", "Ticket 0", "It does not work.", "NORMAL");
        try (ExecutorService some = Executors.newFixedThreadPool(16)) {
            for (int i = 1; i < count; i++) {
                String subject = "Ticket " + i;
                some.execute(() -> ticket("Customer", subject, "It does not work.", "NORMAL"));
            }
        }
    }

    private JsonNode asAdmin(String method, String path, Map<String, Object> body) {
        if (admin.isEmpty()) {
            Map<String, Object> login = new LinkedHashMap<>();
            login.put("username", "admin");
            login.put("password", TestStore.ADMIN_PASSWORD);
            JsonNode session = call("POST", "/api/session", login, "");
            admin = "Bearer " + session.get("accessToken").asString();
        }
        return call(method, path, body, admin);
    }

    private JsonNode call(String method, String path, Map<String, Object> body, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Assert.state(answer.statusCode() < 300, () -> path + ": " + answer.body());
            return JSON.readTree(answer.body());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
