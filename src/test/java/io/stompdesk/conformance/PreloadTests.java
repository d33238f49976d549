package io.stompdesk.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page asks at once for all the modules that it needs, not for one after the other: its list of preloads is made from
 * their imports. {@code ./mvnw test -Dtest=PreloadTests -Dpreloads=write} writes it.
 */
class PreloadTests {

    private static final Pattern ENTRY = Pattern.compile("<script src=\"(/js/pages/[^\"]+)\" type=\"module\">");
    private static final Pattern PRELOADS = Pattern.compile("(?:  <link rel=\"modulepreload\" href=\"[^\"]+\">\n)+");

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "staff/index.html"})
    void aPagePreloadsWhatItNeeds(String name) throws IOException {
        Path file = BrowserModules.UI.resolve(name);
        String page = Files.readString(file);
        String right = PRELOADS.matcher(page).replaceFirst(Matcher.quoteReplacement(links(page)));
        if ("write".equals(System.getProperty("preloads"))) {
            Files.writeString(file, right);
            return;
        }
        assertThat(page).as("run with -Dpreloads=write").isEqualTo(right);
    }

    private static String links(String page) {
        Matcher entry = ENTRY.matcher(page);
        assertThat(entry.find()).isTrue();
        SortedSet<String> needed = new BrowserModules(page).graph(entry.group(1));
        needed.remove(entry.group(1));
        return needed.stream()
                .map(module -> "  <link rel=\"modulepreload\" href=\"" + module + "\">\n")
                .collect(Collectors.joining());
    }
}
