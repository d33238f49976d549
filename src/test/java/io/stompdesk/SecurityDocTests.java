package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/security.md names the test of each control: it is there, and runs in every build. */
class SecurityDocTests {

    private static final Pattern TEST = Pattern.compile("`((?:[a-z]+\\.)?\\w+Tests)#(\\w+)`");

    @Test
    void everyTestThatIsNamedExists() throws Exception {
        List<MatchResult> named = named();
        assertThat(named).hasSizeGreaterThan(70);
        for (MatchResult test : named) {
            String type = test.group(1).contains(".") ? test.group(1) : "attack." + test.group(1);
            Class<?> tests = Class.forName("io.stompdesk." + type);
            assertThat(Arrays.stream(tests.getDeclaredMethods()).map(Method::getName))
                    .as(type)
                    .contains(test.group(2));
            assertThat(tests.getAnnotationsByType(org.junit.jupiter.api.Tag.class))
                    .as(type)
                    .noneMatch(tag -> tag.value().equals("long"));
        }
    }

    private static List<MatchResult> named() throws IOException {
        return TEST.matcher(Files.readString(Path.of("docs/security.md")))
                .results()
                .toList();
    }
}
