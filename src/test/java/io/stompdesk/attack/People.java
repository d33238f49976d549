package io.stompdesk.attack;

import io.stompdesk.TestStore;
import io.stompdesk.auth.AccessTokens;
import io.stompdesk.stream.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The attackers and victims at the shared desk. */
@TestComponent
class People {

    /** A project that the agents of {@code support} do not belong to. */
    static final String OTHER_PROJECT = "billing";

    /** So many of the longest messages are more than a megabyte. */
    private static final int LONG_THREAD = 40;

    private static final String LONGEST_TEXT = "\uD83D\uDE00".repeat(10_000);

    static final String PASSWORD = "a-password-of-the-tests";

    /** How somebody is related to the ticket in question. */
    enum As {
        NOBODY,
        GUEST,
        CUSTOMER,
        OWNER,
        OUTSIDER,
        AGENT,
        ADMIN
    }

    /** @param id the account's id @param login the login's id */
    record Person(String id, String name, String username, String login, String token) {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Environment environment;
    private final Writer writer;
    private final AccessTokens tokens;
    private final Map<As, Person> cast = new EnumMap<>(As.class);

    People(Environment environment, Writer writer, AccessTokens tokens) {
        this.environment = environment;
        this.writer = writer;
        this.tokens = tokens;
    }

    int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    /** The same person in every test, with a fresh token. */
    synchronized Person the(As role) {
        return fresh(cast.computeIfAbsent(role, this::make));
    }

    Person fresh(Person person) {
        return new Person(person.id(), person.name(), person.username(), person.login(), token(person));
    }

    /** A token as the desk issues it, without logging in again. */
    String token(Person person) {
        Object issued = ReflectionTestUtils.invokeMethod(tokens, "issue", person.id(), person.login());
        return (String) ReflectionTestUtils.invokeMethod(issued, "jwt");
    }

    private Person make(As role) {
        return switch (role) {
            case NOBODY -> throw new IllegalArgumentException("nobody is nobody");
            case GUEST -> guest();
            case CUSTOMER, OWNER -> customer();
            case OUTSIDER -> {
                makeProject(OTHER_PROJECT);
                yield staff("AGENT", OTHER_PROJECT);
            }
            case AGENT -> staff("AGENT", "support");
            case ADMIN -> logIn("admin", TestStore.ADMIN_PASSWORD);
        };
    }

    void makeProject(String id) {
        writer.submit(transaction -> transaction
                        .store()
                        .sql("INSERT INTO project (id, name) VALUES (?, ?) ON" + " CONFLICT DO NOTHING")
                        .params(id, id)
                        .update())
                .join();
    }

    Person guest() {
        return guest("Visitor " + NUMBER.incrementAndGet());
    }

    Person guest(String name) {
        return person(post("/api/session/guest", null, Map.of("name", name)), "");
    }

    Person customer() {
        int number = NUMBER.incrementAndGet();
        String username = "customer-" + number;
        return person(
                post(
                        "/api/session/register",
                        null,
                        Map.of(
                                "username", username,
                                "password", PASSWORD,
                                "name", "Carla " + number)),
                username);
    }

    Person staff(String role, String... projects) {
        int number = NUMBER.incrementAndGet();
        String username = "attack-" + number;
        JsonNode made = post(
                "/api/accounts",
                the(As.ADMIN).token(),
                Map.of(
                        "username", username,
                        "password", PASSWORD,
                        "name", "Agnes " + number,
                        "role", role,
                        "projects", List.of(projects)));
        if (made.has("code")) {
            throw new AssertionError(made);
        }
        return logIn(username, PASSWORD);
    }

    Person logIn(String username, String password) {
        return person(post("/api/session", null, Map.of("username", username, "password", password)), username);
    }

    private Person person(JsonNode session, String username) {
        String token = session.path("accessToken").asString();
        JsonNode claims =
                JSON.readTree(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
        return new Person(
                claims.path("sub").stringValue(),
                session.path("account").path("name").stringValue(),
                username,
                claims.path("lid").stringValue(),
                token);
    }

    /** A ticket of this customer in {@code support}. */
    String ticketOf(Person customer) {
        return post("/api/tickets", token(customer), Map.of("subject", "Help", "description", "It does not work."))
                .path("ticket")
                .path("id")
                .stringValue();
    }

    /** A ticket of this owner with a thread of more than a megabyte. */
    String longTicketOf(Person owner) {
        String ticket = ticketOf(owner);
        try (RawStomp customer = connect(owner, RawStomp.Transport.WEBSOCKET);
                RawStomp agent = connectAgent()) {
            pick(agent, ticket);
            for (int i = 0; i < LONG_THREAD; i++) {
                say(customer, ticket);
            }
            // Otherwise it would be paused a moment after the agent has gone.
            tell(agent, "/app/ticket." + ticket + ".release", "");
        }
        return ticket;
    }

    /** A new agent of the project support, who may go online: that of the cast is offline for every test. */
    RawStomp connectAgent() {
        return connect(staff("AGENT", "support"), RawStomp.Transport.WEBSOCKET);
    }

    void pick(RawStomp agent, String ticket) {
        tell(agent, "/app/presence", ",\"status\":\"ONLINE\"");
        tell(agent, "/app/ticket." + ticket + ".pick", "");
    }

    /** Sends the longest message there may be. */
    void say(RawStomp client, String ticket) {
        tell(client, "/app/ticket." + ticket + ".chat", ",\"text\":\"" + LONGEST_TEXT + "\"");
    }

    /** @param fields JSON, each after a comma */
    void tell(RawStomp client, String destination, String fields) {
        String body = "{\"clientId\":\"" + UUID.randomUUID() + "\"" + fields + "}";
        String outcome = client.ask(Frame.send(destination, body));
        if (!outcome.equals("OK")) {
            throw new AssertionError(destination + ": " + outcome);
        }
    }

    JsonNode post(String path, String token, Object body) {
        return JSON.readTree(call("POST", path, token, body).body());
    }

    /** A request from a unique address, so that limits of other tests do not count. */
    HttpResponse<String> call(String method, String path, String token, Object body) {
        int number = NUMBER.incrementAndGet();
        return callFrom("10.1." + number / 250 + "." + (number % 250 + 1), method, path, token, body);
    }

    HttpResponse<String> callFrom(String address, String method, String path, String token, Object body) {
        HttpRequest.BodyPublisher content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", address)
                .method(method, content);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** A connected client with the queues for replies and errors. */
    RawStomp connect(As role, RawStomp.Transport transport) {
        return connect(the(role), transport);
    }

    RawStomp connect(Person person, RawStomp.Transport transport) {
        return RawStomp.open(transport, port()).connect(token(person));
    }
}
