package io.stompdesk.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A chat is open only while its agent is connected. The grace period is 300 ms here. */
@StompTest
class PresenceTests {

    @LocalServerPort
    private int port;

    private TestLogin agentLogin;
    private TestClient agent;
    private TestClient customer;
    private String ticket;
    private TestClient.Subscription thread;

    @BeforeEach
    void chat() {
        agentLogin = TestLogin.agent(port);
        agent = TestClient.connect(agentLogin);
        customer = TestClient.connect(TestLogin.guest(port));
        agent.goOnline();
        ticket = customer.openTicket();
        agent.ticket(ticket, "pick");
        thread = customer.subscribe("/queue/ticket." + ticket, "since", "2");
    }

    @AfterEach
    void leave() {
        customer.close();
        agent.close();
    }

    private void say(TestClient who, String code) {
        who.refused("/app/ticket." + ticket + ".chat", Map.of("text", "hello?"), code);
    }

    private JsonNode paused(String reason) {
        JsonNode paused = thread.nextEvent();
        assertThat(paused.path("type").stringValue()).isEqualTo("ticket.paused");
        assertThat(paused.at("/data/reason").stringValue()).isEqualTo(reason);
        assertThat(paused.at("/data/agent/id").stringValue()).isEqualTo(agentLogin.id());
        assertThat(paused.at("/data/ticket/status").stringValue()).isEqualTo("PAUSED");
        return paused;
    }

    @Test
    void goingOfflineByHandPausesAtOnce() {
        agent.send("/app/presence", Map.of("status", "OFFLINE"));

        paused("OFFLINE");
        say(customer, "CHAT_LOCKED");
        say(agent, "CHAT_LOCKED");
    }

    @Test
    void aGoodbyeOfTheLastConnectionPausesAtOnce() {
        agent.disconnect();

        paused("OFFLINE");
        say(customer, "CHAT_LOCKED");
    }

    @Test
    void aLostConnectionPausesAfterTheGrace() {
        Instant lost = Instant.now();
        agent.drop();

        Instant at = Instant.parse(paused("CONNECTION_LOST").path("at").stringValue());
        assertThat(at).isAfterOrEqualTo(lost.plusMillis(290));
    }

    @Test
    void whoIsBackWithinTheGraceWasNeverGone() {
        agent.drop();
        agent = TestClient.connect(agentLogin);
        agent.say(ticket, "still here");

        assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("chat.message");
        // The later loss is judged after the grace period of the earlier one. If the earlier one had counted, its pause
        // would have come first.
        agent.drop();
        paused("CONNECTION_LOST");
    }

    @Test
    void awayKeepsTheChatButTakesNoNewOne() {
        agent.send("/app/presence", Map.of("status", "AWAY"));

        agent.say(ticket, "just a moment");
        String another = customer.openTicket();
        agent.refused("/app/ticket." + another + ".pick", Map.of(), "NOT_ONLINE");
    }

    @Test
    void whoComesBackIsAnnouncedButTheChatStaysLockedUntilTheyPickAgain() {
        agent.disconnect();
        paused("OFFLINE");

        agent = TestClient.connect(agentLogin);
        JsonNode back = thread.nextEvent();
        assertThat(back.path("type").stringValue()).isEqualTo("agent.reconnected");
        assertThat(back.at("/data/ticket/status").stringValue()).isEqualTo("PAUSED");
        say(customer, "CHAT_LOCKED");
        say(agent, "CHAT_LOCKED");

        agent.ticket(ticket, "pick");
        JsonNode picked = thread.nextEvent();
        assertThat(picked.path("type").stringValue()).isEqualTo("ticket.picked");
        assertThat(picked.at("/data/previousAgent").isNull()).isTrue();
        customer.say(ticket, "there you are");
    }

    @Test
    void anotherAgentMayTakeOverAndTheFormerIsRefused() {
        agent.send("/app/presence", Map.of("status", "OFFLINE"));
        paused("OFFLINE");
        TestLogin otherLogin = TestLogin.agent(port);
        try (TestClient other = TestClient.connect(otherLogin)) {
            other.goOnline();
            other.ticket(ticket, "pick");

            JsonNode picked = thread.nextEvent();
            assertThat(picked.at("/data/previousAgent/id").stringValue()).isEqualTo(agentLogin.id());
            assertThat(picked.at("/data/ticket/agent/id").stringValue()).isEqualTo(otherLogin.id());
            other.say(ticket, "I take over");
            say(agent, "NOT_YOURS");
            agent.goOnline();
            JsonNode error = agent.refused("/app/ticket." + ticket + ".pick", Map.of(), "ALREADY_PICKED");
            assertThat(error.at("/data/agent/id").stringValue()).isEqualTo(otherLogin.id());
            agent.refused("/app/ticket." + ticket + ".release", Map.of(), "NOT_YOURS");
            assertThat(thread.nextEvent().at("/data/text").stringValue()).isEqualTo("I take over");
            customer.sentinel();
            thread.nothingMore();
        }
    }

    @Test
    void twoWhoPickAtOnceHaveOneWinnerAndTheOtherKnowsWho() {
        String fresh = customer.openTicket();
        TestClient.Subscription seen = customer.subscribe("/queue/ticket." + fresh);
        TestLogin otherLogin = TestLogin.agent(port);
        try (TestClient other = TestClient.connect(otherLogin)) {
            other.goOnline();
            List<String> outcomes = List.of(agent, other).stream()
                    .map(who -> CompletableFuture.supplyAsync(() -> pick(who, fresh)))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(outcomes).filteredOn("picked"::equals).hasSize(1);
            String winner = seen.nextEvent().at("/data/ticket/agent/id").stringValue();
            assertThat(outcomes).contains(winner);
            customer.sentinel();
            seen.nothingMore();
        }
    }

    /** Either "picked", or the id of the agent who was first. */
    private static String pick(TestClient who, String ticket) {
        String receipt = "race";
        who.sendText(
                "/app/ticket." + ticket + ".pick",
                "{\"clientId\":\"" + java.util.UUID.randomUUID() + "\"}",
                "receipt",
                receipt);
        TestClient.Frame answer = who.await(
                "an answer",
                frame -> frame.header("receipt-id").equals(receipt)
                        || frame.body().contains("\"receipt\":\"race\""));
        return answer.command().equals("RECEIPT")
                ? "picked"
                : answer.json().at("/data/agent/id").stringValue();
    }

    @Test
    void severalTabsAreOnePerson() {
        TestClient secondTab = TestClient.connect(agentLogin);
        agent.disconnect();
        secondTab.sentinel();

        secondTab.say(ticket, "from the other tab");
        assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("chat.message");
        secondTab.disconnect();
        paused("OFFLINE");
    }

    @Test
    void anEndThatIsToldTwiceHasOneEffect() {
        // Sends DISCONNECT and then closes the socket.
        agent.disconnect();
        paused("OFFLINE");
        agent = TestClient.connect(agentLogin);
        assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("agent.reconnected");

        agent.ticket(ticket, "pick");
        assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("ticket.picked");
        customer.sentinel();
        thread.nothingMore();
    }

    @Test
    void theAgentSeesTheCustomerComeAndGo() {
        TestLogin guest = TestLogin.guest(port);
        TestClient tab = TestClient.connect(guest);
        String mine = tab.openTicket();
        agent.ticket(mine, "pick");
        TestClient.Subscription watched = agent.subscribe("/queue/ticket." + mine);

        JsonNode first = watched.next("presence");
        assertThat(first.at("/data/account/id").stringValue()).isEqualTo(guest.id());
        assertThat(first.at("/data/online").booleanValue()).isTrue();
        tab.disconnect();
        assertThat(online(watched, guest)).isFalse();
        try (TestClient back = TestClient.connect(guest)) {
            assertThat(online(watched, guest)).isTrue();
            back.sentinel();
        }
    }

    private static boolean online(TestClient.Subscription watched, TestLogin who) {
        JsonNode signal = watched.next("presence");
        while (!signal.at("/data/account/id").stringValue().equals(who.id())) {
            signal = watched.next("presence");
        }
        return signal.at("/data/online").booleanValue();
    }

    @Test
    void typingIsToldToTheOtherSideAndNotStored() {
        TestClient.Subscription seen = agent.subscribe("/queue/ticket." + ticket);
        customer.send("/app/ticket." + ticket + ".typing", Map.of("typing", true));

        JsonNode typing = seen.next("typing");
        assertThat(typing.at("/data/typing").booleanValue()).isTrue();
        assertThat(typing.at("/actor/role").stringValue()).isEqualTo("CUSTOMER");
        assertThat(typing.has("seq")).isFalse();
        assertThat(thread.next("typing").has("seq")).isFalse();
        assertThat(agentLogin
                        .get("/api/tickets/" + ticket + "/events")
                        .path("head")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void nobodyTypesIntoALockedChat() {
        agent.send("/app/presence", Map.of("status", "OFFLINE"));

        customer.refused("/app/ticket." + ticket + ".typing", Map.of("typing", true), "CHAT_LOCKED");
    }

    @Test
    void thePresenceTopicSaysFirstHowThingsStandAndThenWhatChanges() {
        TestClient admin = TestClient.connect(TestLogin.admin(port));
        TestClient.Subscription staff = admin.subscribe("/topic/presence");

        JsonNode all = staff.next();
        assertThat(all.path("type").stringValue()).isEqualTo("presence");
        assertThat(member(all).path("status").stringValue()).isEqualTo("ONLINE");
        assertThat(member(all).path("chats").intValue()).isEqualTo(1);

        agent.send("/app/presence", Map.of("status", "AWAY"));
        JsonNode away = change(staff, "presence");
        while (away.path("status").stringValue().equals("ONLINE")) {
            // The pick may be published after the subscription began. Then the initial state arrives again.
            away = change(staff, "presence");
        }
        assertThat(away.path("status").stringValue()).isEqualTo("AWAY");
        agent.disconnect();
        assertThat(change(staff, "agent.offline").path("status").stringValue()).isEqualTo("OFFLINE");
        agent = TestClient.connect(agentLogin);
        assertThat(change(staff, "agent.joined").path("status").stringValue()).isEqualTo("AWAY");
        admin.close();
    }

    @Test
    void whoIsStaffNoMoreIsGoneAndTheirCustomersWaitAgain() {
        TestLogin adminLogin = TestLogin.admin(port);
        try (TestClient admin = TestClient.connect(adminLogin)) {
            TestClient.Subscription staff = admin.subscribe("/topic/presence.support");

            adminLogin.patch("/api/accounts/" + agentLogin.id(), Map.of("role", "CUSTOMER"));

            assertThat(change(staff, "agent.offline").path("status").stringValue())
                    .isEqualTo("OFFLINE");
            JsonNode released = thread.nextEvent();
            assertThat(released.path("type").stringValue()).isEqualTo("ticket.released");
            assertThat(released.at("/data/reason").stringValue()).isEqualTo("AGENT_LEFT");
            // Reconnects within the grace period, which does not keep a former agent online.
            try (TestClient again = TestClient.connect(agentLogin)) {
                again.sentinel();
                TestClient.Subscription anew = admin.subscribe("/topic/presence.support");
                assertThat(anew.next().toString()).doesNotContain(agentLogin.id());
                // Other tests connect and disconnect meanwhile.
                await().untilAsserted(() -> assertThat(agentsOnline(admin)).isEqualTo(online(admin)));
            }
        }
    }

    @Test
    void whoLeavesAProjectIsOfflineThereAlone() {
        TestLogin adminLogin = TestLogin.admin(port);
        TestLogin both = TestLogin.staff(port, "AGENT", "support");
        try (TestClient admin = TestClient.connect(adminLogin);
                TestClient member = TestClient.connect(both)) {
            TestClient.Subscription all = admin.subscribe("/topic/presence");
            TestClient.Subscription support = admin.subscribe("/topic/presence.support");
            member.goOnline();
            assertThat(published(support, "agent.joined", both)).isEqualTo("ONLINE");
            assertThat(published(all, "agent.joined", both)).isEqualTo("ONLINE");

            adminLogin.patch("/api/accounts/" + both.id(), Map.of("projects", List.of()));

            assertThat(published(support, "agent.offline", both)).isEqualTo("OFFLINE");
            member.send("/app/presence", Map.of("status", "AWAY"));
            assertThat(published(all, "presence", both)).isEqualTo("AWAY");
        }
    }

    private static String published(TestClient.Subscription staff, String type, TestLogin who) {
        while (true) {
            JsonNode member = staff.next(type).at("/data/agents/0");
            if (member.at("/account/id").stringValue().equals(who.id())) {
                return member.path("status").stringValue();
            }
        }
    }

    private static int agentsOnline(TestClient staff) {
        return staff.send("/app/stats", Map.of()).at("/data/agentsOnline").intValue();
    }

    private static long online(TestClient staff) {
        return staff.subscribe("/topic/presence")
                .next()
                .at("/data/agents")
                .valueStream()
                .filter(member -> member.path("status").stringValue().equals("ONLINE"))
                .count();
    }

    private JsonNode member(JsonNode presence) {
        return presence.at("/data/agents")
                .valueStream()
                .filter(one -> one.at("/account/id").stringValue().equals(agentLogin.id()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode change(TestClient.Subscription staff, String type) {
        while (true) {
            JsonNode message = staff.next(type);
            if (message.toString().contains(agentLogin.id())) {
                return member(message);
            }
        }
    }

    @Test
    void whoWaitsIsToldTheirPlaceAndWhenItChanges() {
        String waiting = customer.openTicket();
        TestClient.Subscription place = customer.subscribe("/queue/ticket." + waiting);
        int before = place.next("queue").at("/data/position").intValue();
        assertThat(before).isPositive();

        try (TestClient earlier = TestClient.connect(TestLogin.guest(port))) {
            String last = earlier.openTicket();
            TestClient.Subscription behind = earlier.subscribe("/queue/ticket." + last);
            assertThat(behind.next("queue").at("/data/position").intValue()).isGreaterThan(before);
            customer.ticket(waiting, "resolve");
            JsonNode moved = behind.next("queue");
            while (moved.at("/data/position").intValue() > before) {
                moved = behind.next("queue");
            }
            earlier.ticket(last, "resolve");
        }
    }

    @Test
    void thePlaceOfAPausedTicketIsNone() {
        agent.send("/app/presence", Map.of("status", "OFFLINE"));

        assertThat(thread.next("queue").at("/data/position").isNull()).isTrue();
    }

    @Test
    void theDashboardShowsFirstWhatIsAndAChangeWithinASecond() {
        TestClient.Subscription dashboard = agent.subscribe("/topic/dashboard.support");
        JsonNode first = dashboard.next();
        assertThat(first.path("type").stringValue()).isEqualTo("dashboard");
        int active = first.at("/data/active").intValue();
        assertThat(active).isPositive();

        Instant before = Instant.now();
        agent.ticket(ticket, "resolve");

        await().atMost(Duration.ofSeconds(5))
                .until(() -> dashboard.next().at("/data/active").intValue() < active);
        assertThat(Instant.now()).isBefore(before.plusSeconds(3));
        JsonNode stats = agent.send("/app/stats", Map.of());
        assertThat(stats.path("type").stringValue()).isEqualTo("dashboard");
        assertThat(stats.at("/data/resolvedToday").intValue()).isPositive();
    }
}
