package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.springframework.web.servlet.resource.ResourceTransformerChain;

class PageVersionTests {

    @Test
    void aPageNamesItsFilesUnderTheirVersion() throws IOException {
        PageVersion version = version("classpath:/static/");

        String page = served(version, "static/staff/index.html");

        assertThat(version.prefix()).matches("/v/[0-9a-f]{16}");
        assertThat(page)
                .contains("\"" + version.prefix() + "/js/pages/staff.js\"")
                .contains("\"" + version.prefix() + "/css/staff.css\"")
                .doesNotContain("\"/js/")
                .doesNotContain("\"/css/");
    }

    @Test
    void librariesKeepTheirOwnVersion() throws IOException {
        PageVersion version = version("classpath:/static/");

        assertThat(served(version, "static/index.html")).contains("\"/webjars/lit/");
    }

    @Test
    void theSameFilesHaveTheSameVersion() {
        assertThat(version("classpath:/static/").prefix())
                .isEqualTo(version("classpath:/static/").prefix())
                .isNotEqualTo(version("classpath:/db/").prefix());
    }

    @Test
    void aScriptIsServedAsItIs() throws IOException {
        Resource script = new ClassPathResource("static/js/desk.js");

        assertThat(version("classpath:/static/").transform(new MockHttpServletRequest(), script, asItIs()))
                .isSameAs(script);
    }

    @Test
    void filesThatMayBeEditedHaveNoVersion(@TempDir Path folder) throws IOException {
        PageVersion version = version("file:" + folder + "/", "classpath:/static/");

        assertThat(version.prefix()).isEmpty();
        assertThat(served(version, "static/index.html")).contains("\"/js/");
    }

    private static PageVersion version(String... locations) {
        WebProperties web = new WebProperties();
        web.getResources().setStaticLocations(locations);
        return new PageVersion(web);
    }

    private static String served(PageVersion version, String page) throws IOException {
        return version.transform(new MockHttpServletRequest(), new ClassPathResource(page), asItIs())
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private static ResourceTransformerChain asItIs() {
        return new ResourceTransformerChain() {
            @Override
            public ResourceResolverChain getResolverChain() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Resource transform(jakarta.servlet.http.HttpServletRequest request, Resource resource) {
                return resource;
            }
        };
    }
}
