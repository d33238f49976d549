package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.stream.EventData;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client authors rely on docs/protocol.md, so its events and error codes must be those of the code. */
class ProtocolDocTests {

    private static Set<Class<?>> events() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.stompdesk").stream()
                        .filter(type -> type.isAssignableTo(EventData.class))
                        .filter(type -> !type.isInterface())
                        .map(JavaClass::reflect)
                        .collect(Collectors.toSet());
    }

    @Test
    void theTypesOfEventsAreTheDocumentedOnes() throws IOException {
        assertThat(events().stream().map(EventData.TYPES::get))
                .containsExactlyInAnyOrderElementsOf(ProtocolDoc.rows("Events", "^\\| `([a-z.]+)` \\|").stream()
                        .map(row -> row.group(1))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "TicketCreated,    ticket.created",
        "TicketPicked,     ticket.picked",
        "TicketPaused,     ticket.paused",
        "TicketReleased,   ticket.released",
        "TicketResolved,   ticket.resolved",
        "TicketReopened,   ticket.reopened",
        "AgentReconnected, agent.reconnected",
        "ChatMessage,      chat.message",
    })
    void anEventsTypeIsItsName(String name, String type) {
        Class<?> event = events().stream()
                .filter(one -> one.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(EventData.TYPES.get(event)).isEqualTo(type);
    }

    @Test
    void theErrorCodesAreTheDocumentedOnesWithTheirStatusAndWhetherToRetry() throws IOException {
        TreeMap<String, String> documented = new TreeMap<>();
        for (MatchResult row : ProtocolDoc.rows("Error codes", "^\\| (`[^|]+) \\| (\\d+) \\| (yes|no) \\|")) {
            for (String code : row.group(1).split("·")) {
                documented.put(code.replace("`", "").strip(), row.group(2) + " " + row.group(3));
            }
        }
        TreeMap<String, String> codes = new TreeMap<>();
        Arrays.stream(ErrorCode.values())
                .forEach(code -> codes.put(code.name(), code.httpStatus() + (code.retryable() ? " yes" : " no")));

        assertThat(documented).isEqualTo(codes);
    }
}
