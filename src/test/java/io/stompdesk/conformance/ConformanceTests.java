package io.stompdesk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.browser.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Runs the same steps with three clients. Each must see the same. */
@StompTest
class ConformanceTests {

    private static final Path SOURCE = Path.of("src/test/js/conformance");
    private static final Path INSTALLED = Path.of("target/conformance");
    private static final String STOMP_JS = "/META-INF/resources/webjars/stomp-websocket/2.3.4/stomp.js";

    private static final List<String> SEEN = List.of(
            "connected",
            "receipt true, reply ticket.created, Says \u00e4 and \ud83d\udca1: \\n",
            "replayed 1 ticket.created",
            "refused CHAT_LOCKED, retryable true",
            "receipt true, live 1 ticket.created, 2 ticket.resolved",
            "goodbye receipted",
            "resumed 2 ticket.resolved",
            "goodbye receipted");

    @LocalServerPort
    private int port;

    /** npm does not have version 2.3.4 of stomp.js. The test uses the file of the webjar, as the pages do. */
    @ParameterizedTest
    @ValueSource(strings = {"stomp.js", "@stomp/stompjs"})
    void clientsOfNode(String client) throws IOException, InterruptedException {
        Node.require();
        install();
        String printed = Node.run(
                INSTALLED,
                "node",
                "run.mjs",
                client,
                "ws://localhost:" + port + "/ws/websocket",
                TestLogin.guest(port).token());

        assertThat(printed.lines()).containsExactlyElementsOf(SEEN);
    }

    private static synchronized void install() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (InputStream stompJs = ConformanceTests.class.getResourceAsStream(STOMP_JS)) {
            Files.copy(stompJs, INSTALLED.resolve("stomp.cjs"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(INSTALLED.resolve("node_modules/ws"))) {
            Node.run(INSTALLED, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        }
    }

    @Test
    void springsClient() {
        TestLogin login = TestLogin.guest(port);
        List<String> seen = new java.util.ArrayList<>();
        TestClient first = TestClient.connect(login);
        seen.add("connected");
        JsonNode created = first.send(
                "/app/tickets.create",
                Map.of("subject", "Conformance", "description", "Says \u00e4 and \ud83d\udca1: \\n"));
        String ticket = created.at("/data/ticket/id").stringValue();
        TestClient.Subscription thread = first.subscribe("/queue/ticket." + ticket, "since", "0");
        String description =
                thread.all().getFirst().at("/data/ticket/description").stringValue();
        seen.add("receipt true, reply " + created.path("type").stringValue() + ", " + description);
        seen.add("replayed " + types(thread));
        JsonNode error = first.refused("/app/ticket." + ticket + ".chat", Map.of("text", "hello"), "CHAT_LOCKED");
        seen.add("refused CHAT_LOCKED, retryable " + error.path("retryable").booleanValue());
        first.ticket(ticket, "resolve");
        seen.add("receipt true, live " + types(thread));
        first.disconnect();
        seen.add("goodbye receipted");
        TestClient second = TestClient.connect(login);
        seen.add("resumed " + types(second.subscribe("/queue/ticket." + ticket, "since", "1")));
        second.disconnect();
        seen.add("goodbye receipted");

        assertThat(seen).isEqualTo(SEEN);
    }

    private static String types(TestClient.Subscription subscription) {
        return subscription.all().stream()
                .filter(message -> message.has("seq"))
                .map(m -> m.path("seq").asString() + " " + m.path("type").stringValue())
                .collect(Collectors.joining(", "));
    }
}
