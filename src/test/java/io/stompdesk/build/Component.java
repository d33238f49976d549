package io.stompdesk.build;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that the desk is made of.
 *
 * @param ecosystem as OSV names it: {@code Maven} or {@code npm}
 * @param name such as {@code org.postgresql:postgresql} or {@code @preact/signals-core}
 * @param purl its package URL, without qualifiers
 */
record Component(String ecosystem, String name, String version, String purl) {

    private static final Pattern PURL = Pattern.compile("pkg:(maven|npm)/(?:([^/]+)/)?([^/@]+)@([^?#]+).*");

    /** @param purl such as {@code pkg:maven/org.postgresql/postgresql@42.7.11?type=jar}; empty for another kind */
    static Optional<Component> of(String purl) {
        Matcher parts = PURL.matcher(purl);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean maven = parts.group(1).equals("maven");
        String group = parts.group(2) == null ? "" : decoded(parts.group(2)) + (maven ? ":" : "/");
        return Optional.of(new Component(
                maven ? "Maven" : "npm",
                group + decoded(parts.group(3)),
                decoded(parts.group(4)),
                purl.replaceAll("[?#].*", "")));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
