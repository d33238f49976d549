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

/** Clients that send nothing on their own, at a desk where nothing happens. */
@DeskTest(
        properties = {
            "stompdesk.realtime.ping=100ms",
            "stompdesk.realtime.silence=1s",
            "stompdesk.realtime.sweep=50ms",
            "stompdesk.realtime.stalled=1s",
            "stompdesk.realtime.pieces=3",
            "stompdesk.dashboard.every=200ms",
            "stompdesk.dashboard.within=50ms",
        })
class SilentClientTests {

    @LocalServerPort
    private int port;

    /** Waits for more pings than a silence may last, and for more pongs than a frame may have pieces. */
    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void whoAnswersPingsIsThere(Transport transport) {
        try (RawStomp client = RawStomp.open(transport, port)) {
            client.connect(TestLogin.guest(port).token());

            client.awaitPings(20);

            assertThat(client.ask(Frame.send("/app/ping", "{}"))).isEqualTo("OK");
        }
    }

    /** It answers pings all the while. */
    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "SOCKJS_WEBSOCKET"})
    void whoNeverFinishesAFrameIsCutOff(Transport transport) {
        try (RawWebSocket client = (RawWebSocket) RawStomp.open(transport, port)) {
            client.connect(TestLogin.guest(port).token());

            client.frame(false, 1, transport == Transport.WEBSOCKET ? "SEND\ndestination:/app/ping\n" : "[\"SEND\\n");

            assertThat(client.awaitClose()).isEqualTo(4408);
        }
    }

    @Test
    void theDashboardIsPublishedFromTimeToTimeThoughNothingChanges() {
        try (TestClient admin = TestClient.connect(TestLogin.admin(port))) {
            TestClient.Subscription dashboard = admin.subscribe("/topic/dashboard");

            for (int i = 0; i < 4; i++) {
                assertThat(dashboard.next().path("type").stringValue()).isEqualTo("dashboard");
            }
        }
    }
}
