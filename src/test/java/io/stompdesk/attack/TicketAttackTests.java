package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.attack.People.As;
import io.stompdesk.attack.People.Person;
import io.stompdesk.attack.RawStomp.Transport;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Floods of tickets, among which nobody could find the real ones. */
@AttackTest
class TicketAttackTests {

    private static final Map<String, Object> WISH = Map.of("subject", "x", "description", "x");

    @Autowired
    private People people;

    @Autowired
    private Guards guards;

    private HttpResponse<String> post(String address, Person who, Map<String, Object> wish) {
        return people.callFrom(address, "POST", "/api/tickets", people.token(who), wish);
    }

    private List<Integer> statuses(int times, String address, Person who) {
        return IntStream.range(0, times)
                .map(_ -> post(address, who, WISH).statusCode())
                .boxed()
                .toList();
    }

    private RawStomp guestFrom(String address) {
        return RawStomp.openAs(Transport.WEBSOCKET, people.port(), "", "X-Forwarded-For: " + address)
                .connect(people.guest().token());
    }

    private static String create(RawStomp client) {
        return client.ask(
                Frame.send("/app/tickets.create", body(UUID.randomUUID().toString())));
    }

    private static String body(String clientId) {
        Map<String, Object> body = new HashMap<>(WISH);
        body.put("clientId", clientId);
        return JsonMapper.shared().writeValueAsString(body);
    }

    /** Whatever the transport and the account. */
    @ParameterizedTest
    @EnumSource
    void oneCustomerDoesNotBuryTheQueue(Transport transport) {
        Person guest = people.guest();
        try (var _ = guards.ticketsPerAccountAndAddress(4, 100);
                RawStomp client = people.connect(guest, transport)) {
            assertThat(create(client)).isEqualTo("OK");
            assertThat(create(client)).isEqualTo("OK");
            assertThat(statuses(3, "203.0.113.120", guest)).containsExactly(201, 201, 429);
            assertThat(statuses(1, "203.0.113.121", guest)).containsExactly(429);
            assertThat(create(client)).isEqualTo("RATE_LIMITED");

            HttpResponse<String> refused = post("203.0.113.122", guest, WISH);
            assertThat(JsonMapper.shared()
                            .readTree(refused.body())
                            .at("/data/retryAfterMs")
                            .longValue())
                    .isBetween(1L, 150_001L);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(statuses(1, "203.0.113.120", people.guest())).containsExactly(201);
        }
    }

    @Test
    void norDoManyGuestsAtOneAddress() {
        Person guest = people.guest();
        try (var _ = guards.ticketsPerAccountAndAddress(2, 4)) {
            assertThat(statuses(3, "203.0.113.123", people.guest())).containsExactly(201, 201, 429);
            assertThat(statuses(2, "203.0.113.123", people.guest())).containsExactly(201, 201);
            // Not counted for the account, because the address has reached its limit.
            assertThat(statuses(3, "203.0.113.123", guest)).containsExactly(429, 429, 429);
            assertThat(statuses(3, "203.0.113.124", guest)).containsExactly(201, 201, 429);
        }
    }

    @Test
    void norDoManyGuestsThroughSocketsOfOneAddress() {
        try (var _ = guards.ticketsPerAccountAndAddress(10, 2);
                RawStomp one = guestFrom("203.0.113.127");
                RawStomp another = guestFrom("203.0.113.127")) {
            assertThat(create(one)).isEqualTo("OK");
            assertThat(create(another)).isEqualTo("OK");
            assertThat(create(another)).isEqualTo("RATE_LIMITED");
            assertThat(create(one)).isEqualTo("RATE_LIMITED");
        }
    }

    @Test
    void whatOpensNoTicketDoesNotCount() {
        Person guest = people.guest();
        Map<String, Object> again = new HashMap<>(WISH);
        again.put("clientId", UUID.randomUUID().toString());
        Map<String, Object> nowhere = new HashMap<>(WISH);
        nowhere.put("project", "nowhere");
        try (var _ = guards.ticketsPerAccountAndAddress(2, 100)) {
            for (int i = 0; i < 4; i++) {
                assertThat(post("203.0.113.125", guest, again).statusCode()).isEqualTo(201);
                assertThat(post("203.0.113.125", guest, nowhere).statusCode()).isEqualTo(400);
                assertThat(post("203.0.113.125", guest, Map.of()).statusCode()).isEqualTo(400);
            }
            assertThat(statuses(2, "203.0.113.125", guest)).containsExactly(201, 429);
            // The reply of a command that was done before is still available.
            assertThat(post("203.0.113.125", guest, again).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void staffOpenAsManyAsTheyLike() {
        try (var _ = guards.ticketsPerAccountAndAddress(1, 1)) {
            assertThat(statuses(4, "203.0.113.126", people.the(As.AGENT))).containsOnly(201);
        }
    }

    private static String tell(RawStomp client, String destination, Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("clientId", UUID.randomUUID().toString());
        return client.ask(Frame.send(destination, JsonMapper.shared().writeValueAsString(body)));
    }

    private static List<String> resolvesAndReopens(RawStomp client, String ticket, int times) {
        return IntStream.range(0, times)
                .mapToObj(turn -> turn % 2 == 0 ? ".resolve" : ".reopen")
                .map(action -> tell(client, "/app/ticket." + ticket + action, Map.of()))
                .toList();
    }

    @Test
    void nobodyFillsAHistoryByResolvingAndReopening() {
        Person guest = people.guest();
        String ticket = people.ticketOf(guest);
        try (var _ = guards.changesPerTicketAndAccount(4, 6);
                RawStomp client = people.connect(guest, Transport.WEBSOCKET);
                RawStomp admin = people.connect(As.ADMIN, Transport.WEBSOCKET)) {
            assertThat(resolvesAndReopens(client, ticket, 5)).containsExactly("OK", "OK", "OK", "OK", "RATE_LIMITED");
            // Refused for another reason, so it does not count.
            assertThat(tell(client, "/app/ticket." + ticket + ".reopen", Map.of()))
                    .isEqualTo("WRONG_STATE");
            assertThat(resolvesAndReopens(client, people.ticketOf(guest), 3))
                    .as("a limit for all tickets of a customer")
                    .containsExactly("OK", "OK", "RATE_LIMITED");
            assertThat(resolvesAndReopens(admin, ticket, 6)).as("staff").containsOnly("OK");
        }
    }

    @Test
    void withoutLimitsTheyDo() {
        Person guest = people.guest();
        try (var _ = guards.changesPerTicketAndAccount(4, 6);
                var _ = guards.withoutLimitsOnCustomers();
                RawStomp client = people.connect(guest, Transport.WEBSOCKET)) {
            assertThat(resolvesAndReopens(client, people.ticketOf(guest), 8)).containsOnly("OK");
        }
    }

    @Test
    void norTheDiskWithTexts() {
        Person guest = people.guest();
        String ticket = people.ticketOf(guest);
        String chat = "/app/ticket." + ticket + ".chat";
        Map<String, Object> longest = Map.of("text", "\uD83D\uDD25".repeat(5_000));
        try (RawStomp client = people.connect(guest, Transport.WEBSOCKET);
                RawStomp agent = people.connectAgent()) {
            assertThat(tell(agent, "/app/presence", Map.of("status", "ONLINE"))).isEqualTo("OK");
            assertThat(tell(agent, "/app/ticket." + ticket + ".pick", Map.of())).isEqualTo("OK");
            try (var _ = guards.storedBytesPerAccountAndAddress(50_000, 1_000_000)) {
                assertThat(tell(client, chat, longest)).isEqualTo("OK");
                assertThat(tell(client, chat, longest)).isEqualTo("OK");
                assertThat(tell(client, chat, longest)).isEqualTo("RATE_LIMITED");
                assertThat(tell(client, chat, Map.of("text", "Short"))).isEqualTo("OK");
                assertThat(tell(agent, chat, longest)).as("staff").isEqualTo("OK");
            }
            try (var _ = guards.storedBytesPerAccountAndAddress(1_000_000, 50_000);
                    RawStomp neighbour = guestFrom("203.0.113.128");
                    RawStomp another = guestFrom("203.0.113.128")) {
                Map<String, Object> wish = Map.of("subject", "x", "description", longest.get("text"));
                assertThat(tell(neighbour, "/app/tickets.create", wish)).isEqualTo("OK");
                assertThat(tell(another, "/app/tickets.create", wish)).isEqualTo("RATE_LIMITED");
                assertThat(tell(client, chat, longest)).as("at another address").isEqualTo("OK");
            }
        }
    }
}
