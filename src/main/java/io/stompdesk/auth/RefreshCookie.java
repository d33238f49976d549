package io.stompdesk.auth;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that contains the refresh token. Scripts cannot read it and other sites cannot make browsers send it. Over
 * TLS its name has the {@code __Host-} prefix, so browsers accept it from this exact host only (RFC 6265bis, 4.1.3).
 * Plain HTTP, for use in a LAN, does not allow the prefix.
 */
final class RefreshCookie {

    private static final String OVER_TLS = "__Host-stompdesk";
    private static final String PLAIN = "stompdesk";

    private RefreshCookie() {}

    static Optional<RefreshToken> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().equals(name(request.isSecure())))
                .findFirst()
                .flatMap(cookie -> RefreshToken.parse(cookie.getValue()));
    }

    static ResponseCookie containing(RefreshToken token, Duration lifetime, boolean secure) {
        return cookie(token.value(), lifetime, secure);
    }

    static ResponseCookie cleared(boolean secure) {
        return cookie("", Duration.ZERO, secure);
    }

    private static ResponseCookie cookie(String value, Duration lifetime, boolean secure) {
        return ResponseCookie.from(name(secure), value)
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .secure(secure)
                .maxAge(lifetime)
                .build();
    }

    private static String name(boolean secure) {
        return secure ? OVER_TLS : PLAIN;
    }
}
