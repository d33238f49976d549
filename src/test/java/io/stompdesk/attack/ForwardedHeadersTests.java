package io.stompdesk.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.HttpTestClient;
import io.stompdesk.HttpTestClient.Answer;
import io.stompdesk.bench.DeskProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A desk with the variables that Kubernetes sets. By them Spring Boot tells that it runs on a platform with a proxy.
 */
class ForwardedHeadersTests {

    @TempDir
    private Path data;

    private DeskProcess start(Map<String, String> more) {
        DeskProcess.Recipe recipe = DeskProcess.Recipe.of(
                        java.util.List.of(), Map.of("STOMPDESK_DATA_DIR", data.toString()))
                .startingFast()
                .with("STOMPDESK_LIMITS", "on")
                .with("KUBERNETES_SERVICE_HOST", "10.0.0.1")
                .with("KUBERNETES_SERVICE_PORT", "443");
        for (Map.Entry<String, String> variable : more.entrySet()) {
            recipe = recipe.with(variable.getKey(), variable.getValue());
        }
        return recipe.start();
    }

    /** Guesses a password from what the header says are so many addresses. */
    private static IntStream guesses(int port, int count) {
        return IntStream.range(0, count)
                .map(guess -> new HttpTestClient(port)
                        .header("X-Forwarded-For", "198.51.100." + guess)
                        .logIn("admin", "guess number " + guess)
                        .status());
    }

    private static Answer guestOverTls(int port) {
        return new HttpTestClient(port).header("X-Forwarded-Proto", "https").guest("Visitor");
    }

    @Test
    void onKubernetesForwardedHeadersOfAnybodyAreNotBelieved() {
        try (DeskProcess desk = start(Map.of())) {
            int port = desk.address().getPort();
            Answer guest = guestOverTls(port);

            assertThat(guest.header("Set-Cookie")).startsWith("stompdesk").doesNotContain("Secure");
            assertThat(guest.header("Strict-Transport-Security")).isNull();
            assertThat(guesses(port, 12).filter(status -> status == 429)).hasSize(2);
        }
    }

    @Test
    void withThePlatformsStrategyTheyWouldBe() {
        try (DeskProcess desk = start(Map.of("SERVER_FORWARD_HEADERS_STRATEGY", "native"))) {
            int port = desk.address().getPort();

            assertThat(guestOverTls(port).header("Set-Cookie")).startsWith("__Host-");
            assertThat(guesses(port, 12)).containsOnly(401);
        }
    }
}
