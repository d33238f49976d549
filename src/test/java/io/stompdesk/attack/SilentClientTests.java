package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.attack.RawStomp.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A desk whose clients say nothing of themselves, and to which nothing happens. */
@DeskTest(
        properties = {
            "stompdesk.realtime.ping=100ms",
            "stompdesk.realtime.silence=1s",
            "stompdesk.realtime.sweep=50ms",
            "stompdesk.realtime.pieces=3",
            "stompdesk.dashboard.every=200ms",
            "stompdesk.dashboard.within=50ms",
        })
class SilentClientTests {

    @LocalServerPort
    private int port;

    /** Pings go on for longer than a silence may last, and there are more pongs than pieces. */
    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void whoAnswersPingsIsThere(Transport transport) {
        try (RawStomp client = RawStomp.open(transport, port)) {
            client.connect(TestLogin.guest(port).token());

            client.awaitPings(20);

            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    @Test
    void figuresAreToldFromTimeToTimeThoughNothingChanges() {
        try (TestClient admin = TestClient.connect(TestLogin.admin(port))) {
            TestClient.Subscription figures = admin.subscribe("/topic/dashboard");

            for (int i = 0; i < 4; i++) {
                assertThat(figures.next().path("type").stringValue()).isEqualTo("dashboard");
            }
        }
    }
}
