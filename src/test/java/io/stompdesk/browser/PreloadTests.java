package io.stompdesk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page preloads all modules that it needs, so that they load at the same time and not one after the other.
 * {@code ./mvnw test -Dtest=PreloadTests -Dpreloads=write} writes the lists of preloads.
 */
class PreloadTests {

    private static final Pattern ENTRY = Pattern.compile("<script src=\"(/js/pages/[^\"]+)\" type=\"module\">");
    private static final List<String> PAGES = List.of("index.html", "staff/index.html");
    private static final Pattern LIBRARY = Pattern.compile("'(/webjars/[^']+)'");
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

    /** A script names its path itself, with the library's version, which {@code pom.xml} decides. */
    @Test
    void aLibraryThatIsLoadedOnlyWhereItIsNeededIsThere() throws IOException {
        List<String> libraries = new ArrayList<>();
        for (String module : BrowserModules.ours()) {
            String source = Files.readString(BrowserModules.UI.resolve(module.substring(1)));
            LIBRARY.matcher(source).results().forEach(found -> libraries.add(found.group(1)));
        }
        assertThat(libraries).isNotEmpty().allSatisfy(library -> {
            assertThat(PreloadTests.class.getResource("/META-INF/resources" + library))
                    .isNotNull();
            for (String page : PAGES) {
                assertThat(Files.readString(BrowserModules.UI.resolve(page))).doesNotContain(library);
            }
        });
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
