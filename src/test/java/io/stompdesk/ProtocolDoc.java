package io.stompdesk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the tables of docs/protocol.md. */
public final class ProtocolDoc {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private ProtocolDoc() {}

    /** The lines of a section that match an expression. */
    public static List<MatchResult> rows(String section, String expression) throws IOException {
        return Pattern.compile(expression, Pattern.MULTILINE)
                .matcher(section(section))
                .results()
                .toList();
    }

    /** What the first column of a section's table has in backticks. */
    public static List<String> firstColumn(String section) throws IOException {
        return rows(section, "^\\| ([^|]*`[^|]*) \\|").stream()
                .flatMap(row -> codes(row.group(1)))
                .toList();
    }

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1));
    }

    private static String section(String title) throws IOException {
        String page = Files.readString(Path.of("docs/protocol.md"));
        String rest = page.substring(page.indexOf("\n## " + title + "\n") + 4);
        int end = rest.indexOf("\n## ");
        return end < 0 ? rest : rest.substring(0, end);
    }
}
