package io.stompdesk.web;

import io.stompdesk.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Allows the pages to load only the desk's own files. Import maps must be inline, so those in the desk's own pages are
 * allowed by their hash. Every other inline script is blocked.
 */
@Component
public final class ContentSecurityPolicy {

    private static final Pattern IMPORT_MAP = Pattern.compile(
            "<script\\s[^>]*type\\s*=\\s*[\"']?importmap\\b[^>]*>(.*?)</script\\s*>",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final String directives;

    ContentSecurityPolicy(WebProperties web) {
        SequencedSet<String> importMaps = new LinkedHashSet<>();
        for (String location : web.getResources().getStaticLocations()) {
            pages(location).forEach(page -> addImportMaps(page, importMaps));
        }
        String hashes = importMaps.stream().map(ContentSecurityPolicy::source).collect(Collectors.joining());
        directives = "default-src 'none'; script-src 'self'"
                + hashes
                + "; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src"
                + " 'self'; worker-src 'self'; manifest-src 'self';"
                + " frame-ancestors 'none'; base-uri 'none'; form-action 'self';"
                // Only Lit's templates and our worker may turn a string into markup or script.
                + " require-trusted-types-for 'script'; trusted-types lit-html stompdesk";
    }

    public String directives() {
        return directives;
    }

    private static List<Resource> pages(String location) {
        try {
            String all = location.replaceFirst("^classpath:", "classpath*:") + "**/*.html";
            return List.of(new PathMatchingResourcePatternResolver().getResources(all));
        } catch (IOException absent) {
            return List.of();
        }
    }

    private static void addImportMaps(Resource page, SequencedSet<String> found) {
        try {
            Matcher maps = IMPORT_MAP.matcher(page.getContentAsString(StandardCharsets.UTF_8));
            while (maps.find()) {
                found.add(maps.group(1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String source(String script) {
        // Browsers normalize line ends before they hash the text.
        byte[] text = script.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        byte[] digest = Sha256.newDigest().digest(text);
        return " 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
