package io.stompdesk.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.stompdesk.ProtocolDoc;
import io.stompdesk.kernel.Shapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageType;

/**
 * Every destination has a controller or a topic, its row in docs/protocol.md and its row in the authorization matrix.
 */
class DestinationTests {

    private static List<String> templates(SimpMessageType type) {
        return Arrays.stream(Destination.values())
                .filter(destination -> destination.type() == type)
                .map(Destination::template)
                .toList();
    }

    @Test
    void theProtocolListsEveryCommand() throws IOException {
        assertThat(ProtocolDoc.firstColumn("Commands"))
                .containsExactlyInAnyOrderElementsOf(templates(SimpMessageType.MESSAGE));
    }

    @Test
    void theProtocolListsEverySubscription() throws IOException {
        assertThat(ProtocolDoc.firstColumn("Subscriptions"))
                .containsExactlyInAnyOrderElementsOf(templates(SimpMessageType.SUBSCRIBE));
    }

    @Test
    void everyCommandHasAController() {
        Stream<String> mapped = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.stompdesk").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(MessageMapping.class))
                        .flatMap(DestinationTests::mappings);

        assertThat(mapped).containsExactlyInAnyOrderElementsOf(templates(SimpMessageType.MESSAGE));
    }

    private static Stream<String> mappings(JavaMethod method) {
        return Arrays.stream(method.getAnnotationOfType(MessageMapping.class).value())
                .map(mapping -> "/app" + mapping.replace("{id:" + Shapes.TICKET_ID + "}", "<id>"));
    }

    @Test
    void theAuthorizationMatrixHasEveryDestination() throws IOException {
        String matrix = new ClassPathResource("authorization-matrix.txt").getContentAsString(StandardCharsets.UTF_8);
        List<String> rows = matrix.lines()
                .filter(row -> !row.endsWith("UNKNOWN_DESTINATION"))
                .toList();
        for (Destination destination : Destination.values()) {
            String command = destination.type() == SimpMessageType.MESSAGE ? "SEND " : "SUBSCRIBE ";
            String row = command
                    + destination
                            .template()
                            .replace(".", "\\.")
                            .replace("<id>", "(T|FRESH)")
                            .replace("<project>", "support")
                    + " .*";
            assertThat(rows).as(destination.template()).anyMatch(line -> line.matches(row));
        }
    }
}
