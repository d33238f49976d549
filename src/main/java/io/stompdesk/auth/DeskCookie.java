package io.stompdesk.auth;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * One of the desk's cookies, as one request calls for it. Scripts cannot read it and other sites cannot make browsers
 * send it. Over TLS its name has the {@code __Host-} prefix, so browsers accept it from this exact host only (RFC
 * 6265bis, 4.1.3). Plain HTTP, for use in a LAN, does not allow the prefix.
 *
 * <p>Cookies do not know ports. So the name tells the port that the browser uses, unless it is the scheme's own: two
 * desks on one host keep their cookies apart.
 */
record DeskCookie(String name, boolean secure) {

    private static final String OVER_TLS = "__Host-";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** @param base the name without its prefix and port */
    static DeskCookie of(HttpServletRequest request, String base) {
        boolean secure = request.isSecure();
        int port = request.getServerPort();
        String suffix = port == (secure ? HTTPS : HTTP) ? "" : "-" + port;
        return new DeskCookie((secure ? OVER_TLS : "") + base + suffix, secure);
    }

    /** Its value in a request. */
    Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .map(Cookie::getValue);
    }

    ResponseCookie containing(String value, Duration lifetime) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .secure(secure)
                .maxAge(lifetime)
                .build();
    }
}
