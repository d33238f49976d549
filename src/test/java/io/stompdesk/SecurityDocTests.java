package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/security.md and docs/operations.md name a test for each control. Each of these tests exists and runs in every
 * build.
 */
class SecurityDocTests {

    private static final Pattern TEST = Pattern.compile("`((?:[a-z]+\\.)?\\w+Tests)#(\\w+)`");

    /** The other tests that are named without a package are those of attacks. */
    private static final Set<String> AT_THE_TOP = Set.of("LogTests", "StartTests", "UnknownSettingsTests");

    @Test
    void everyTestThatIsNamedExists() throws Exception {
        List<MatchResult> security = named("docs/security.md");
        assertThat(security).hasSizeGreaterThan(70);
        List<MatchResult> operations = named("docs/operations.md");
        for (MatchResult test :
                Stream.concat(security.stream(), operations.stream()).toList()) {
            String type = test.group(1).contains(".") || AT_THE_TOP.contains(test.group(1))
                    ? test.group(1)
                    : "attack." + test.group(1);
            Class<?> tests = Class.forName("io.stompdesk." + type);
            assertThat(Arrays.stream(tests.getDeclaredMethods()).map(Method::getName))
                    .as(type)
                    .contains(test.group(2));
            assertThat(tests.getAnnotationsByType(org.junit.jupiter.api.Tag.class))
                    .as(type)
                    .noneMatch(tag -> tag.value().equals("long"));
        }
    }

    private static List<MatchResult> named(String page) throws IOException {
        return TEST.matcher(Files.readString(Path.of(page))).results().toList();
    }
}
