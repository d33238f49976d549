package io.stompdesk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompdeskApplication;
import io.stompdesk.TestClient;
import io.stompdesk.TestClient.Transport;
import io.stompdesk.TestLogin;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.socket.CloseStatus;

/** The desk stops while clients are connected. */
@ExtendWith(OutputCaptureExtension.class)
class GracefulShutdownTests {

    @Test
    void everyClientIsToldAndTheStopWaitsForNone(@TempDir Path data, CapturedOutput output) {
        Map<Transport, TestClient> clients;
        try (ConfigurableApplicationContext desk = new SpringApplicationBuilder(StompdeskApplication.class)
                .run("--server.port=0", "--STOMPDESK_DATA_DIR=" + data, "--STOMPDESK_STORE_URL=")) {
            int port = desk.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            clients = Stream.of(Transport.values())
                    .collect(Collectors.toMap(
                            transport -> transport, transport -> TestClient.connect(TestLogin.guest(port), transport)));
        }

        // A polling client may send its next request when the desk has already stopped.
        clients.remove(Transport.XHR_POLLING).closed();
        assertThat(clients.values())
                .hasSize(3)
                .extracting(client -> client.closed().getCode())
                .containsOnly(CloseStatus.GOING_AWAY.getCode());
        assertThat(output).contains("Graceful shutdown complete").doesNotContain("still running");
    }
}
