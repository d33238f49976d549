package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.DeskTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

@DeskTest
class StylesheetImportsTests {

    private static final Pattern IMPORT = Pattern.compile("@import url\\(\"([^\"]+)\"\\) layer\\((\\w+)\\);");

    @LocalServerPort
    private int port;

    @Autowired
    private PageVersion version;

    @ParameterizedTest
    @ValueSource(strings = {"staff.css", "customer.css"})
    void aPageGetsItsStylesInOneFile(String name) throws Exception {
        String source = content(name);
        List<MatchResult> imports = IMPORT.matcher(source).results().toList();
        assertThat(imports).hasSizeGreaterThan(20);

        String served = get(version.prefix() + "/css/" + name);

        assertThat(served)
                .startsWith(source.substring(0, source.indexOf("@import")))
                .doesNotContain("@import");
        assertThat(get("/css/" + name)).isEqualTo(served);
        for (MatchResult found : imports) {
            assertThat(served).contains("@layer " + found.group(2) + " {\n" + content(found.group(1)) + "}");
        }
    }

    @Test
    void aStylesheetWithoutImportsIsServedAsItIs() throws Exception {
        assertThat(get(version.prefix() + "/css/tokens.css")).isEqualTo(content("tokens.css"));
    }

    private static String content(String name) throws IOException {
        return new ClassPathResource("static/css/" + name).getContentAsString(StandardCharsets.UTF_8);
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
