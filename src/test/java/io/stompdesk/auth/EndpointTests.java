package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.HttpTestClient;
import io.stompdesk.ProtocolDoc;
import io.stompdesk.TestLogin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Compares every HTTP call with a table written by hand. */
@DeskTest(properties = "stompdesk.limits.enabled=off")
@Import(EndpointTests.ForgottenController.class)
class EndpointTests {

    /** Who may make each call. "nobody" is a caller who is not logged in. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("GET /api/config", "nobody customer agent admin"),
            Map.entry("POST /api/session", "nobody customer agent admin"),
            Map.entry("POST /api/session/guest", "nobody customer agent admin"),
            Map.entry("POST /api/session/register", "nobody customer agent admin"),
            Map.entry("POST /api/session/refresh", "nobody customer agent admin"),
            Map.entry("DELETE /api/session", "nobody customer agent admin"),
            Map.entry("GET /api/accounts/me", "customer agent admin"),
            Map.entry("PUT /api/account/password", "customer agent admin"),
            Map.entry("POST /api/accounts", "admin"),
            Map.entry("PATCH /api/accounts/{id}", "admin"),
            Map.entry("GET /api/tickets", "customer agent admin"),
            Map.entry("POST /api/tickets", "customer agent admin"),
            Map.entry("GET /api/tickets/{id}", "customer agent admin"),
            Map.entry("GET /api/tickets/{id}/events", "customer agent admin"),
            Map.entry("GET /api/forgotten", ""));

    /** A mapping without a row in the table of endpoints. */
    @RestController
    static class ForgottenController {

        @GetMapping("/api/forgotten")
        String everything() {
            return "secret";
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyMappingHasARowInTheTableAndEveryRowAMapping() {
        Set<String> mapped = mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> calls(mapping).stream())
                .filter(call -> call.contains(" /api"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(mapped).isEqualTo(new TreeSet<>(EXPECTED.keySet()));
    }

    /** Its "(admin)" marks the calls that only admins may make. */
    @Test
    void theProtocolListsEveryCall() throws IOException {
        Map<String, Boolean> forAdmins = new TreeMap<>();
        EXPECTED.forEach((call, callers) -> forAdmins.put(call, callers.equals("admin")));
        forAdmins.remove("GET /api/forgotten");
        forAdmins.put("GET /actuator/health", false);
        Map<String, Boolean> documented = new TreeMap<>();
        for (MatchResult row : ProtocolDoc.rows("REST", "^\\| `([A-Z]+ /[^`?]+)[^`]*`( \\(admin\\))? \\|")) {
            documented.put(row.group(1), row.group(2) != null);
        }

        assertThat(documented).isEqualTo(forAdmins);
    }

    private static Collection<String> calls(RequestMappingInfo mapping) {
        List<String> methods = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .toList();
        return mapping.getPatternValues().stream()
                .flatMap(path ->
                        (methods.isEmpty() ? List.of("ANY") : methods).stream().map(method -> method + " " + path))
                .toList();
    }

    /** If the caller is allowed, the controller answers what is wrong with the call. */
    @Test
    void theDeskLetsInWhomTheTableNames() {
        Map<String, HttpTestClient> callers = Map.of(
                "nobody", new HttpTestClient(port),
                "customer",
                        new HttpTestClient(port).bearer(TestLogin.guest(port).token()),
                "agent", new HttpTestClient(port).bearer(TestLogin.agent(port).token()),
                "admin", new HttpTestClient(port).bearer(TestLogin.admin(port).token()));
        Map<String, String> found = new TreeMap<>();
        // Logs out last, because the callers are logged out afterwards.
        for (String call : sortedWithLogoutLast()) {
            found.put(
                    call,
                    List.of("nobody", "customer", "agent", "admin").stream()
                            .filter(who -> isLetIn(callers.get(who), call, who.equals("nobody")))
                            .collect(Collectors.joining(" ")));
        }

        assertThat(found).isEqualTo(new TreeMap<>(EXPECTED));
    }

    private static List<String> sortedWithLogoutLast() {
        List<String> calls = new ArrayList<>(new TreeSet<>(EXPECTED.keySet()));
        calls.remove("DELETE /api/session");
        calls.add("DELETE /api/session");
        return calls;
    }

    private static boolean isLetIn(HttpTestClient caller, String call, boolean nobody) {
        String[] parts = call.split(" ");
        HttpTestClient.Answer answer = caller.send(parts[0], parts[1].replace("{id}", "ZZZZZZZZ"), "[]");
        // The table allows these two calls, which check the login themselves.
        boolean asksItself = nobody && call.endsWith("/api/session");
        return switch (answer.status()) {
            case 401 -> asksItself;
            case 403, 405 -> false;
            case 404 -> answer.code().equals("NOT_FOUND");
            default -> true;
        };
    }

    @Test
    void whatHasNoRowIsClosedToEverybody() {
        HttpTestClient admin =
                new HttpTestClient(port).bearer(TestLogin.admin(port).token());

        assertThat(admin.get("/api/forgotten").code()).isEqualTo("UNKNOWN_DESTINATION");
        assertThat(admin.get("/%61pi/forgotten").code()).isEqualTo("UNKNOWN_DESTINATION");
        assertThat(new HttpTestClient(port).get("/api/forgotten").code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aCallWithAnotherMethodNamesThoseThatThereAre() {
        HttpTestClient.Answer answer =
                new HttpTestClient(port).bearer(TestLogin.admin(port).token()).delete("/api/tickets");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains("GET", "POST");
    }
}
