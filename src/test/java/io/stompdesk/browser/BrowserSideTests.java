package io.stompdesk.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the unit tests of the browser code with Node. */
class BrowserSideTests {

    private static final Path TESTS = Path.of("src/test/js");

    @Test
    void theBrowserSidesUnitTestsPass() throws IOException, InterruptedException {
        Node.require();
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-concurrency=2"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.mjs"))
                    .sorted()
                    .forEach(command::add);
        }
        Node.run(Path.of("."), command.toArray(String[]::new));
    }
}
