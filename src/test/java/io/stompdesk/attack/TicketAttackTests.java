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

/** Tickets without number, which nobody could find the others among. */
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

    /** However they come, and whatever they come from. */
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
            // Not counted for the account, since the address is what is in the way.
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
            // The reply to a command that was done can still be had.
            assertThat(post("203.0.113.125", guest, again).statusCode()).isEqualTo(201);
        }
    }

    @Test
    void staffOpenAsManyAsTheyLike() {
        try (var _ = guards.ticketsPerAccountAndAddress(1, 1)) {
            assertThat(statuses(4, "203.0.113.126", people.the(As.AGENT))).containsOnly(201);
        }
    }
}
