package io.stompdesk.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompdeskApplication;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.TestStore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The desk is restarted with the same data. */
class RestartTests {

    private static final String PASSWORD = TestStore.ADMIN_PASSWORD;

    private static ConfigurableApplicationContext start(Path data, String pauseLimit) {
        return new SpringApplicationBuilder(StompdeskApplication.class)
                .run(
                        "--server.port=0",
                        "--STOMPDESK_DATA_DIR=" + data,
                        "--STOMPDESK_STORE_URL=",
                        "--STOMPDESK_ADMIN_PASSWORD=" + PASSWORD,
                        "--stompdesk.ticket.pause-limit=" + pauseLimit,
                        "--stompdesk.ticket.pause-check=100ms");
    }

    private static int port(ConfigurableApplicationContext desk) {
        return desk.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Test
    void nothingIsLostAndActiveComesBackPausedAndWhatIsPausedTooLongWaits(@TempDir Path data) {
        TestLogin guest;
        String ticket;
        try (ConfigurableApplicationContext desk = start(data, "10m")) {
            guest = TestLogin.guest(port(desk));
            TestClient customer = TestClient.connect(guest);
            TestClient agent = TestClient.connect(TestLogin.admin(port(desk)));
            agent.goOnline();
            ticket = customer.openTicket();
            agent.ticket(ticket, "pick");
            customer.say(ticket, "remember me");
        }
        try (ConfigurableApplicationContext desk = start(data, "200ms")) {
            TestLogin again = new TestLogin(port(desk), guest.id(), guest.name(), guest.token());
            try (TestClient customer = TestClient.connect(again)) {
                TestClient.Subscription thread = customer.subscribe("/queue/ticket." + ticket, "since", "0");

                assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("ticket.created");
                assertThat(thread.nextEvent().path("type").stringValue()).isEqualTo("ticket.picked");
                assertThat(thread.nextEvent().at("/data/text").stringValue()).isEqualTo("remember me");
                JsonNode paused = thread.nextEvent();
                assertThat(paused.path("type").stringValue()).isEqualTo("ticket.paused");
                assertThat(paused.at("/data/reason").stringValue()).isIn("RESTART", "OFFLINE", "CONNECTION_LOST");
                JsonNode released = thread.nextEvent();
                assertThat(released.path("type").stringValue()).isEqualTo("ticket.released");
                assertThat(released.at("/data/reason").stringValue()).isEqualTo("PAUSED_TOO_LONG");
                assertThat(released.at("/data/ticket/status").stringValue()).isEqualTo("WAITING");
                customer.refused("/app/ticket." + ticket + ".chat", Map.of("text", "?"), "CHAT_LOCKED");
            }
        }
    }
}
