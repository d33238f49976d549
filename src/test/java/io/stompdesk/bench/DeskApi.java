package io.stompdesk.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creates the accounts of a desk under test, and logs them in, through its REST API. */
public final class DeskApi {

    /** An account with an access token. */
    public record Person(String id, String name, String token) {}

    public static final String PASSWORD = "load-load-load-4";

    private static final List<String> PRIORITIES = List.of("NORMAL", "URGENT", "LOW", "HIGH");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final String base;

    public DeskApi(InetSocketAddress desk) {
        this(desk, InetAddress.getLoopbackAddress());
    }

    /** @param from the address that its calls come from, such as 127.0.1.7 */
    public DeskApi(InetSocketAddress desk, InetAddress from) {
        this.http = HttpClient.newBuilder().localAddress(from).build();
        this.base = "http://127.0.0.1:" + desk.getPort();
    }

    public Person guest(String name) {
        return guestSoon(name).join();
    }

    public List<Person> guests(String name, int count) {
        List<Person> all = new java.util.ArrayList<>();
        for (int from = 0; from < count; from += 50) {
            List<CompletableFuture<Person>> some = IntStream.range(from, Math.min(count, from + 50))
                    .mapToObj(i -> guestSoon(name + " " + i))
                    .toList();
            some.forEach(person -> all.add(person.join()));
        }
        return all;
    }

    private CompletableFuture<Person> guestSoon(String name) {
        return post("/api/session/guest", "", "{\"name\":\"" + name + "\"}").thenApply(DeskApi::person);
    }

    public Person admin() {
        return logIn("admin", DeskProcess.ADMIN_PASSWORD);
    }

    public Person logIn(String username, String password) {
        return person(post("/api/session", "", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}")
                .join());
    }

    /** Registers customers. */
    public List<Person> customers(String username, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String wish = "{\"username\":\"%1$s-%2$d\",\"password\":\"%3$s\",\"name\":\"%1$s %2$d\"}"
                            .formatted(username, i, PASSWORD);
                    return person(post("/api/session/register", "", wish).join());
                })
                .toList();
    }

    /** Creates agents of the project {@code support}. */
    public List<Person> agents(String username, int count) {
        return agents(username, count, "support");
    }

    public List<Person> agents(String username, int count, String... projects) {
        Person admin = admin();
        String theirs = JSON.writeValueAsString(projects);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    String name = username + "-" + i;
                    String wish =
                            "{\"username\":\"%s\",\"password\":\"%s\",\"name\":\"Load %s\",\"role\":\"AGENT\",\"projects\":%s}"
                                    .formatted(name, PASSWORD, name, theirs);
                    post("/api/accounts", admin.token(), wish).join();
                    return logIn(name, PASSWORD);
                })
                .toList();
    }

    /** Logs in an account that {@link #agents} or {@link #customers} created, perhaps before the desk was restarted. */
    public Person again(String username) {
        return logIn(username, PASSWORD);
    }

    /** Opens tickets for customers who are not connected. */
    public void tickets(Person staff, String subject, int count) {
        tickets(staff, "support", subject, count);
    }

    /**
     * The same in another project. Each has another priority than the one before, so they do not wait in the order in
     * which they came.
     */
    public void tickets(Person staff, String project, String subject, int count) {
        for (int from = 0; from < count; from += 50) {
            List<CompletableFuture<String>> some = IntStream.range(from, Math.min(count, from + 50))
                    .mapToObj(i -> ticketSoon(staff, project, subject + " " + i, PRIORITIES.get(i % PRIORITIES.size())))
                    .toList();
            some.forEach(CompletableFuture::join);
        }
    }

    private CompletableFuture<String> ticketSoon(Person staff, String project, String subject, String priority) {
        String wish = """
            {"clientId":"%s","project":"%s","subject":"%s","priority":"%s",
             "description":"It does not work.","requester":{"name":"Customer"}}\
            """.formatted(java.util.UUID.randomUUID(), project, subject, priority);
        return post("/api/tickets", staff.token(), wish);
    }

    public JsonNode get(String path, Person as) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + as.token())
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private CompletableFuture<String> post(String path, String token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(answer -> {
                    if (answer.statusCode() / 100 != 2) {
                        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
                    }
                    return answer.body();
                });
    }

    private static Person person(String json) {
        JsonNode answer = JSON.readTree(json);
        JsonNode account = answer.path("account");
        return new Person(
                account.path("id").asString(),
                account.path("name").asString(),
                answer.path("accessToken").asString());
    }
}
