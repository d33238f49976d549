package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/guarantees.md names exist, and it names all proofs. */
class GuaranteesDocTests {

    private static final Path TESTS = Path.of("src/test/java/io/stompdesk");

    private static Set<String> named() throws IOException {
        return Pattern.compile("`(\\w+/\\w+Tests)`")
                .matcher(Files.readString(Path.of("docs/guarantees.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void whatItNamesIsThere() throws IOException {
        assertThat(named()).allMatch(test -> Files.exists(TESTS.resolve(test + ".java")));
    }

    @Test
    void itNamesEveryProof() throws IOException {
        try (Stream<Path> files = Files.list(TESTS.resolve("proof"))) {
            Set<String> proofs = files.map(file -> "proof/" + file.getFileName())
                    .filter(file -> file.endsWith("Tests.java"))
                    .map(file -> file.replace(".java", ""))
                    .filter(proof -> !proof.endsWith("DocTests"))
                    .collect(Collectors.toSet());
            assertThat(named()).containsAll(proofs);
        }
    }
}
