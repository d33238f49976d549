package io.stompdesk.web;

import io.stompdesk.kernel.StartRefused;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The origins (RFC 6454) whose pages may use this desk, in addition to the desk's own origin.
 *
 * @param allowed for example {@code https://desk.example.org}; if empty, only the desk's own origin is allowed
 */
public record Origins(List<String> allowed) {

    public Origins {
        allowed = List.copyOf(allowed);
    }

    /** @throws StartRefused if one of them is not an origin, for example a wildcard */
    public static Origins of(DeskSettings settings) {
        Stream<String> own =
                Stream.of(settings.publicUrl()).filter(url -> !url.isBlank()).map(Origins::originOf);
        Stream<String> others =
                settings.origins().stream().filter(origin -> !origin.isBlank()).map(Origins::exact);
        return new Origins(Stream.concat(own, others).distinct().toList());
    }

    /**
     * Whether a page of this origin may use the desk.
     *
     * @param origin the request's {@code Origin} header
     * @param own the origin to which the request was sent
     */
    public boolean allow(String origin, String own) {
        return origin.equalsIgnoreCase(own) || allowed.contains(origin.toLowerCase(Locale.ROOT));
    }

    /** Builds an origin, without the port if it is the scheme's default. */
    static String origin(String scheme, String host, int port) {
        boolean usual = port < 0 || port == ("https".equals(scheme) ? 443 : 80);
        return (scheme + "://" + host + (usual ? "" : ":" + port)).toLowerCase(Locale.ROOT);
    }

    private static String exact(String origin) {
        if (!originOf(origin).equalsIgnoreCase(origin.strip())) {
            throw new StartRefused(
                    "STOMPDESK_ORIGINS: " + origin + " is not an origin such as https://desk.example.org.");
        }
        return originOf(origin);
    }

    private static String originOf(String url) {
        try {
            URI uri = URI.create(url.strip().toLowerCase(Locale.ROOT));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return origin(uri.getScheme(), uri.getHost(), uri.getPort());
            }
        } catch (IllegalArgumentException noUrl) {
            // Reported below.
        }
        throw new StartRefused(
                "STOMPDESK_PUBLIC_URL and STOMPDESK_ORIGINS must contain URLs such as https://desk.example.org, not "
                        + url + ".");
    }
}
