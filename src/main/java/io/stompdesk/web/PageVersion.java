package io.stompdesk.web;

import io.stompdesk.kernel.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/**
 * Adds a version, which is a digest of all static files, to the paths that the pages refer to: {@code /js/x.js} becomes
 * {@code /v/4f2a…/js/x.js}. A versioned file never changes, so browsers do not request it again. This makes a reload so
 * fast that nobody is shown as offline meanwhile. Scripts import each other by relative paths, which keep the version.
 */
@Component
final class PageVersion implements ResourceTransformer {

    private static final String EVERYTHING = "**/*.*";
    private static final List<String> FOLDERS = List.of("/js/", "/css/", "/img/");
    private static final int BYTES_SHOWN = 8;

    private final String prefix;

    PageVersion(WebProperties web) {
        String[] locations = web.getResources().getStaticLocations();
        boolean packaged = Arrays.stream(locations).allMatch(location -> location.startsWith("classpath:"));
        // Files in a folder may be edited at any time. They have no version, so that browsers request them each time.
        prefix = packaged ? "/v/" + digest(locations) : "";
    }

    /** {@code /v/…}; empty if the files are served from a folder, where they may be edited. */
    String prefix() {
        return prefix;
    }

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        Resource next = chain.transform(request, resource);
        String name = next.getFilename();
        if (prefix.isEmpty() || name == null || !name.endsWith(".html")) {
            return next;
        }
        String page = next.getContentAsString(StandardCharsets.UTF_8);
        for (String folder : FOLDERS) {
            page = page.replace("=\"" + folder, "=\"" + prefix + folder);
        }
        return new TransformedResource(next, page.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String[] locations) {
        try {
            MessageDigest digest = Sha256.newDigest();
            for (String location : locations) {
                for (Resource file : files(location)) {
                    digest.update(String.valueOf(file.getFilename()).getBytes(StandardCharsets.UTF_8));
                    digest.update(file.getContentAsByteArray());
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES_SHOWN);
        } catch (IOException unreadable) {
            throw new IllegalStateException("The pages cannot be read", unreadable);
        }
    }

    private static List<Resource> files(String location) throws IOException {
        return Arrays.stream(new PathMatchingResourcePatternResolver()
                        .getResources(location.replaceFirst("^classpath:", "classpath*:") + EVERYTHING))
                .sorted(Comparator.comparing(String::valueOf))
                .toList();
    }
}
