package io.stompdesk.attack;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.MutableClock;
import io.stompdesk.attack.People.As;
import io.stompdesk.attack.People.Person;
import io.stompdesk.attack.RawStomp.Transport;
import io.stompdesk.stream.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;
import tools.jackson.databind.json.JsonMapper;

/** When a right ends, so does everything that depends on it. */
@AttackTest
class RevocationTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private People people;

    @Autowired
    private MutableClock clock;

    @Autowired
    private Guards guards;

    @Autowired
    private Writer writer;

    @Autowired
    private ApplicationContext desk;

    private int patch(String id, Map<String, ?> change) {
        return people.call("PATCH", "/api/accounts/" + id, people.the(As.ADMIN).token(), change)
                .statusCode();
    }

    private void logOut(Person person) {
        assertThat(people.call("DELETE", "/api/session", people.token(person), null)
                        .statusCode())
                .isEqualTo(204);
    }

    private static String command(String destination, String fields) {
        return Frame.send(destination, "{\"clientId\":\"" + UUID.randomUUID() + "\"" + fields + "}");
    }

    @ParameterizedTest
    @EnumSource
    void logoutInOneTabEndsAllTabsOfThatLoginAndNoOther(Transport transport) {
        Person here = people.customer();
        Person there = people.logIn(here.username(), People.PASSWORD);
        try (RawStomp tab = people.connect(here, transport);
                RawStomp other = people.connect(here, Transport.WEBSOCKET);
                RawStomp phone = people.connect(there, transport)) {
            long start = System.nanoTime();
            logOut(here);
            assertThat(tab.awaitClose()).isEqualTo(4401);
            assertThat(other.awaitClose()).isEqualTo(4401);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(phone.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
        try (RawStomp late = RawStomp.open(transport, people.port())) {
            late.send(Frame.connect(people.token(here)));
            assertThat(late.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void withoutRevocationALogoutEndsNothing() {
        Person here = people.customer();
        try (var _ = guards.withoutRevocations();
                RawStomp tab = people.connect(here, Transport.WEBSOCKET)) {
            logOut(here);
            assertThat(tab.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    @Test
    void aNewPasswordEndsAllLoginsAndBeginsAnother() {
        Person here = people.customer();
        Person there = people.logIn(here.username(), People.PASSWORD);
        String token = people.token(here);
        try (RawStomp mine = people.connect(here, Transport.WEBSOCKET);
                RawStomp thief = people.connect(there, Transport.WEBSOCKET)) {
            Map<String, String> change =
                    Map.of("currentPassword", People.PASSWORD, "newPassword", "another-password-now");
            var answer = people.call("PUT", "/api/account/password", token, change);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(thief.awaitClose()).isEqualTo(4401);
            assertThat(mine.awaitClose()).isEqualTo(4401);
            String fresh = JSON.readTree(answer.body()).path("accessToken").stringValue();
            try (RawStomp again = RawStomp.open(Transport.WEBSOCKET, people.port())) {
                assertThat(again.connect(fresh).ask(Frame.send("/app/ping", "{}")))
                        .isEqualTo("OK");
            }
        }
        for (String old : List.of(token, people.token(there))) {
            assertThat(people.call("GET", "/api/accounts/me", old, null).statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDisabledAccountIsOutAtOnce(Transport transport) {
        Person agent = people.staff("AGENT", "support");
        try (RawStomp client = people.connect(agent, transport)) {
            assertThat(client.ask(Frame.subscribe("q", "/topic/tickets.support")))
                    .isEqualTo("OK");
            assertThat(patch(agent.id(), Map.of("disabled", true))).isEqualTo(200);
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
        assertThat(people.call("GET", "/api/tickets", people.token(agent), null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anotherRoleNeedsAnotherConnection() {
        Person agent = people.staff("AGENT", "support");
        try (RawStomp client = people.connect(agent, Transport.WEBSOCKET)) {
            assertThat(patch(agent.id(), Map.of("role", "CUSTOMER"))).isEqualTo(200);
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
        try (RawStomp client = people.connect(agent, Transport.WEBSOCKET)) {
            assertThat(client.ask(Frame.subscribe("q", "/topic/tickets.support")))
                    .isEqualTo("FORBIDDEN");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsNoStaffAnyMoreHearsNothingMoreAndHoldsNoTicket(Transport transport) {
        Person agent = people.staff("AGENT", "support");
        String ticket = people.ticketOf(people.the(As.OWNER));
        String subject = "s" + UUID.randomUUID();
        try (RawStomp client = people.connect(agent, transport);
                RawStomp owner = people.connect(As.OWNER, Transport.WEBSOCKET)) {
            String topic = Frame.subscribe("topic", "/topic/tickets.support");
            assertThat(client.ask(command("/app/presence", ",\"status\":\"ONLINE\"")))
                    .isEqualTo("OK");
            assertThat(client.ask(topic)).isEqualTo("OK");
            assertThat(client.ask(Frame.subscribe("t", "/queue/ticket." + ticket)))
                    .isEqualTo("OK");
            assertThat(owner.ask(Frame.subscribe("mine", "/queue/ticket." + ticket)))
                    .isEqualTo("OK");
            assertThat(client.ask(command("/app/ticket." + ticket + ".pick", "")))
                    .isEqualTo("OK");
            assertThat(patch(agent.id(), Map.of("role", "CUSTOMER"))).isEqualTo(200);
            assertThat(client.awaitClose()).isEqualTo(4401);
            owner.await(f -> f.body().contains("AGENT_LEFT"));
            people.post("/api/tickets", people.the(As.OWNER).token(), Map.of("subject", subject, "description", "d"));
            try (RawStomp again = people.connect(agent, transport)) {
                for (String destination : List.of("/topic/tickets.support", "/topic/presence.support")) {
                    assertThat(again.ask(Frame.subscribe("s", destination, "since:0")))
                            .isEqualTo("FORBIDDEN");
                }
                assertThat(again.ask(Frame.subscribe("s", "/queue/ticket." + ticket)))
                        .isEqualTo("NOT_FOUND");
            }
            assertThat(client.received().toString()).doesNotContain(subject);
        }
    }

    @Test
    void anAdminWhoBecomesAnAgentSeesOnlyTheirProjects() {
        Person admin = people.staff("ADMIN");
        try (RawStomp client = people.connect(admin, Transport.WEBSOCKET)) {
            assertThat(client.ask(Frame.subscribe("all", "/topic/tickets"))).isEqualTo("OK");
            assertThat(patch(admin.id(), Map.of("role", "AGENT", "projects", List.of("support"))))
                    .isEqualTo(200);
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
        try (RawStomp client = people.connect(admin, Transport.WEBSOCKET)) {
            people.makeProject(People.OTHER_PROJECT);
            assertThat(client.ask(Frame.subscribe("s", "/topic/tickets.support")))
                    .isEqualTo("OK");
            for (String destination : List.of("/topic/tickets", "/topic/tickets.billing")) {
                assertThat(client.ask(Frame.subscribe("x", destination))).isEqualTo("NOT_FOUND");
            }
        }
    }

    private void inTheStore(String change, Object... parameters) {
        writer.submit(transaction ->
                        transaction.store().sql(change).params(parameters).update())
                .join();
    }

    private void sweep() {
        ReflectionTestUtils.invokeMethod(desk.getBean("revocationListener"), "sweep");
    }

    /** Simulates a change by another node: this one sees it only in the store. */
    @Test
    void whatHasChangedElsewhereIsFound() {
        people.makeProject(People.OTHER_PROJECT);
        Person loggedOut = people.guest();
        Person demoted = people.staff("ADMIN");
        Person moved = people.staff("AGENT", "support", People.OTHER_PROJECT);
        try (RawStomp one = people.connect(loggedOut, Transport.WEBSOCKET);
                RawStomp two = people.connect(demoted, Transport.WEBSOCKET);
                RawStomp three = people.connect(moved, Transport.WEBSOCKET)) {
            assertThat(three.ask(Frame.subscribe("s", "/topic/tickets.support")))
                    .isEqualTo("OK");
            assertThat(three.ask(Frame.subscribe("b", "/topic/tickets.billing")))
                    .isEqualTo("OK");
            inTheStore("UPDATE login SET ended_at = 0 WHERE id = ?", loggedOut.login());
            inTheStore("UPDATE account SET role = 'AGENT' WHERE id = ?", demoted.id());
            inTheStore("DELETE FROM membership WHERE account = ? AND project = 'support'", moved.id());
            sweep();
            assertThat(one.awaitClose()).isEqualTo(4401);
            assertThat(two.awaitClose()).isEqualTo(4401);
            assertThat(three.awaitOn("s").body()).contains("stream.closed", "ACCESS_ENDED");
            assertThat(three.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
            assertThat(three.on("b")).isEmpty();
        }
    }

    /** The new name appears in later messages, also on connections that were already open. */
    @Test
    void aCustomerDoesNotGoOnUnderTheNameOfSomebodyWhoJoinedTheStaff() {
        Person customer = people.customer();
        String ticket = people.ticketOf(customer);
        String username = "joins-" + UUID.randomUUID().toString().substring(0, 8);
        try (RawStomp client = people.connect(customer, Transport.WEBSOCKET)) {
            assertThat(client.ask(Frame.subscribe("t", "/queue/ticket." + ticket)))
                    .isEqualTo("OK");
            people.post(
                    "/api/accounts",
                    people.the(As.ADMIN).token(),
                    Map.of(
                            "username",
                            username,
                            "password",
                            People.PASSWORD,
                            "name",
                            customer.name().toUpperCase(Locale.ROOT),
                            "role",
                            "AGENT"));
            sweep();
            assertThat(client.ask(command("/app/ticket." + ticket + ".resolve", "")))
                    .isEqualTo("OK");
            assertThat(client.on("t")
                            .getLast()
                            .json()
                            .path("actor")
                            .path("name")
                            .stringValue())
                    .isEqualTo(customer.name() + " (customer)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProjectTakenAwayTakesWhatRestsOnIt(Transport transport) {
        people.makeProject(People.OTHER_PROJECT);
        Person agent = people.staff("AGENT", "support", People.OTHER_PROJECT);
        String ticket = people.ticketOf(people.the(As.OWNER));
        String subject = "s" + UUID.randomUUID();
        try (RawStomp client = people.connect(agent, transport);
                RawStomp owner = people.connect(As.OWNER, Transport.WEBSOCKET)) {
            assertThat(client.ask(command("/app/presence", ",\"status\":\"ONLINE\"")))
                    .isEqualTo("OK");
            for (String destination : List.of(
                    "/topic/tickets.support",
                    "/topic/presence.support",
                    "/topic/dashboard.support",
                    "/topic/tickets.billing",
                    "/queue/ticket." + ticket)) {
                assertThat(client.ask(Frame.subscribe(destination, destination)))
                        .isEqualTo("OK");
            }
            assertThat(owner.ask(Frame.subscribe("mine", "/queue/ticket." + ticket)))
                    .isEqualTo("OK");
            assertThat(client.ask(command("/app/ticket." + ticket + ".pick", "")))
                    .isEqualTo("OK");

            assertThat(patch(agent.id(), Map.of("projects", List.of(People.OTHER_PROJECT))))
                    .isEqualTo(200);
            for (String ended : List.of(
                    "/topic/tickets.support",
                    "/topic/presence.support",
                    "/topic/dashboard.support",
                    "/queue/ticket." + ticket)) {
                assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
                assertThat(client.on(ended).getLast().body()).contains("stream.closed", "ACCESS_ENDED");
            }
            // The customer must not wait for an agent who cannot answer.
            assertThat(owner.await(f -> f.body().contains("ticket.released")).body())
                    .contains("AGENT_LEFT");
            assertThat(client.ask(command("/app/ticket." + ticket + ".chat", ",\"text\":\"x\"")))
                    .isEqualTo("NOT_FOUND");
            assertThat(client.ask(command("/app/ticket." + ticket + ".pick", "")))
                    .isEqualTo("NOT_FOUND");
            assertThat(client.ask(Frame.subscribe("again", "/topic/tickets.support")))
                    .isEqualTo("NOT_FOUND");

            people.post(
                    "/api/tickets", people.the(As.OWNER).token(), Map.of("subject", subject, "description", "support"));
            people.post(
                    "/api/tickets",
                    people.the(As.OWNER).token(),
                    Map.of("subject", "sentinel", "description", "d", "project", "billing"));
            client.await(f -> f.body().contains("sentinel"));
            assertThat(client.received().toString()).doesNotContain(subject);
        }
    }

    @Test
    void theLastAdminStaysAndNobodyElseMayChangeAccounts() {
        String admin = people.the(As.ADMIN).id();
        assertThat(patch(admin, Map.of("disabled", true))).isEqualTo(409);
        assertThat(patch(admin, Map.of("role", "AGENT"))).isEqualTo(409);
        assertThat(patch(people.the(As.GUEST).id(), Map.of("role", "AGENT"))).isEqualTo(400);
        assertThat(patch("nobody", Map.of("disabled", true))).isEqualTo(404);
        assertThat(patch(admin, Map.of("name", "x"))).isEqualTo(400);
        for (As who : List.of(As.GUEST, As.OWNER, As.AGENT, As.OUTSIDER)) {
            assertThat(people.call(
                                    "PATCH",
                                    "/api/accounts/" + admin,
                                    people.the(who).token(),
                                    Map.of("disabled", true))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(people.call("PATCH", "/api/accounts/" + admin, null, Map.of())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoIsNoStaffAnyMoreMayNotKeepAStaffsName() {
        String username = "support-" + UUID.randomUUID().toString().substring(0, 8);
        people.post(
                "/api/accounts",
                people.the(As.ADMIN).token(),
                Map.of(
                        "username",
                        username,
                        "password",
                        People.PASSWORD,
                        "name",
                        "Support " + username,
                        "role",
                        "AGENT",
                        "projects",
                        List.of("support")));
        Person agent = people.logIn(username, People.PASSWORD);
        assertThat(patch(agent.id(), Map.of("role", "CUSTOMER"))).isEqualTo(409);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatRunsOutEndsTheConnectionUnlessItIsRenewed(Transport transport) {
        Person lazy = people.guest();
        Person keen = people.guest();
        try (RawStomp one = people.connect(lazy, transport);
                RawStomp other = people.connect(keen, transport)) {
            clock.advance(Duration.ofMinutes(9));
            for (String foreign : List.of(people.token(lazy), "forged")) {
                assertThat(other.ask(renewal(foreign))).isIn("FORBIDDEN", "UNAUTHENTICATED");
            }
            assertThat(other.ask(renewal(people.token(keen)))).isEqualTo("OK");
            clock.advance(Duration.ofMinutes(2));
            assertThat(one.awaitClose()).isEqualTo(4401);
            assertThat(other.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    /** Checks the frame itself, before the periodic check of connections. */
    @ParameterizedTest
    @EnumSource
    void nothingIsTakenAfterTheTokenHasRunOut(Transport transport) {
        Person person = people.guest();
        String late = "s" + UUID.randomUUID();
        try (var _ = guards.withoutTheSweepForExpiry();
                RawStomp client = people.connect(person, transport)) {
            clock.advance(Duration.ofMinutes(11));
            client.send(open(late));
            assertThat(client.awaitClose()).isEqualTo(4401);
        }
        String sentinel = "s" + UUID.randomUUID();
        try (RawStomp client = people.connect(person, transport)) {
            assertThat(client.ask(open(sentinel))).isEqualTo("OK");
        }
        String all =
                people.call("GET", "/api/tickets", people.token(person), null).body();
        assertThat(all).contains(sentinel).doesNotContain(late);
    }

    @Test
    void withoutExpiryItIsTaken() {
        try (var _ = guards.withoutExpiry();
                RawStomp client = people.connect(people.guest(), Transport.WEBSOCKET)) {
            clock.advance(Duration.ofMinutes(11));
            assertThat(client.ask(open("late"))).isEqualTo("OK");
        }
    }

    private static String open(String subject) {
        return command("/app/tickets.create", ",\"subject\":\"" + subject + "\",\"description\":\"d\"");
    }

    @Test
    void aLoginThatHasEndedDoesNotRenew() {
        Person person = people.guest();
        try (var _ = guards.withoutRevocations();
                RawStomp client = people.connect(person, Transport.WEBSOCKET)) {
            logOut(person);
            assertThat(client.ask(renewal(people.token(person)))).isEqualTo("UNAUTHENTICATED");
        }
    }

    @Test
    void anotherLoginOfTheSameAccountDoesNotRenew() {
        Person here = people.customer();
        Person there = people.logIn(here.username(), People.PASSWORD);
        try (RawStomp client = people.connect(here, Transport.WEBSOCKET)) {
            assertThat(client.ask(renewal(people.token(there)))).isEqualTo("FORBIDDEN");
        }
    }

    private static String renewal(String token) {
        return Frame.send("/app/auth.renew", JSON.writeValueAsString(Map.of("token", token)));
    }

    /** Whatever the order of CONNECT and logout, no connection of the login remains. */
    @Test
    void aConnectionThatIsBeingOpenedDoesNotSurviveTheLogout() {
        Random random = new Random(4);
        for (int round = 0; round < 40; round++) {
            Person person = people.guest();
            String token = people.token(person);
            try (RawStomp client = RawStomp.open(Transport.WEBSOCKET, people.port())) {
                int spin = random.nextInt(3000);
                CompletableFuture<Void> logout = CompletableFuture.runAsync(() -> logOut(person));
                for (int i = 0; i < spin * 100; i++) {
                    Thread.onSpinWait();
                }
                client.send(Frame.connect(token));
                logout.join();
                assertThat(client.awaitClose()).isEqualTo(4401);
            }
        }
    }

    /** Whatever the order of SUBSCRIBE and change, no later event is delivered. */
    @Test
    void aSubscriptionThatIsBeingOpenedDoesNotSurviveTheRightsEnd() {
        people.makeProject(People.OTHER_PROJECT);
        Person agent = people.staff("AGENT", "support", People.OTHER_PROJECT);
        Random random = new Random(4);
        for (int round = 0; round < 30; round++) {
            patch(agent.id(), Map.of("projects", List.of("support", People.OTHER_PROJECT)));
            String subject = "s" + UUID.randomUUID();
            try (RawStomp client = people.connect(agent, Transport.WEBSOCKET)) {
                assertThat(client.ask(Frame.subscribe("other", "/topic/tickets.billing")))
                        .isEqualTo("OK");
                int spin = random.nextInt(3000);
                CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(
                        () -> patch(agent.id(), Map.of("projects", List.of(People.OTHER_PROJECT))));
                for (int i = 0; i < spin * 100; i++) {
                    Thread.onSpinWait();
                }
                client.send(Frame.subscribe("s", "/topic/tickets.support", "since:0"));
                assertThat(taken.join()).isEqualTo(200);
                people.post(
                        "/api/tickets",
                        people.the(As.OWNER).token(),
                        Map.of("subject", subject, "description", "support"));
                people.post(
                        "/api/tickets",
                        people.the(As.OWNER).token(),
                        Map.of("subject", "sentinel", "description", "d", "project", "billing"));
                client.await(f -> f.body().contains("sentinel")
                        && f.header("subscription").equals("other"));
                assertThat(client.received().toString()).doesNotContain(subject);
            }
        }
    }

    @Test
    void withoutRevocationItHearsWhatComesLater() {
        people.makeProject(People.OTHER_PROJECT);
        Person agent = people.staff("AGENT", "support", People.OTHER_PROJECT);
        String subject = "s" + UUID.randomUUID();
        try (var _ = guards.withoutRevocations();
                RawStomp client = people.connect(agent, Transport.WEBSOCKET)) {
            assertThat(client.ask(Frame.subscribe("s", "/topic/tickets.support")))
                    .isEqualTo("OK");
            patch(agent.id(), Map.of("projects", List.of(People.OTHER_PROJECT)));
            people.post(
                    "/api/tickets", people.the(As.OWNER).token(), Map.of("subject", subject, "description", "support"));
            assertThat(client.await(f -> f.body().contains(subject))).isNotNull();
        }
    }

    @Test
    void aThousandSocketsAreClosedWithinTwoSecondsAndHearNothingAfter() {
        // Ten accounts, because each may have only 100 connections.
        List<Person> crowd = new ArrayList<>();
        List<String> tickets = new ArrayList<>();
        List<RawStomp> sockets = new ArrayList<>();
        try (RawStomp admin = people.connect(As.ADMIN, Transport.WEBSOCKET)) {
            for (int i = 0; i < 10; i++) {
                Person person = people.guest();
                crowd.add(person);
                String own = people.ticketOf(person);
                tickets.add(own);
                assertThat(admin.ask(Frame.subscribe(own, "/queue/ticket." + own)))
                        .isEqualTo("OK");
                for (int tab = 0; tab < 100; tab++) {
                    RawStomp socket =
                            RawStomp.openAs(Transport.WEBSOCKET, people.port(), "", "X-Forwarded-For: 10.9.9." + i);
                    socket.send(Frame.connect(people.token(person))
                            + Frame.subscribe("t", "/queue/ticket." + own, "receipt:r"));
                    sockets.add(socket);
                }
            }
            sockets.forEach(socket -> socket.awaitReceipt("r"));
            List<String> tokens = crowd.stream().map(people::token).toList();
            long start = System.nanoTime();
            for (int i = 0; i < crowd.size(); i++) {
                people.call("DELETE", "/api/session", tokens.get(i), null);
                // Published immediately, while the connections are being closed.
                String resolve = command("/app/ticket." + tickets.get(i) + ".resolve", "");
                assertThat(admin.ask(resolve)).isEqualTo("OK");
            }
            Map<Integer, Long> codes =
                    sockets.stream().collect(groupingBy(RawStomp::awaitClose, TreeMap::new, counting()));
            assertThat(codes).isEqualTo(Map.of(4401, 1000L));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(tickets)
                    .allSatisfy(
                            own -> assertThat(admin.on(own).getLast().body()).contains("ticket.resolved"));
            assertThat(sockets)
                    .allSatisfy(
                            socket -> assertThat(socket.received().toString()).doesNotContain("ticket.resolved"));
            assertThat(took).isLessThan(Duration.ofSeconds(2));
        } finally {
            sockets.forEach(RawStomp::close);
        }
    }
}
