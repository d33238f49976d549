package io.stompdesk.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/** The cookie that contains the refresh token, as one request calls for it. */
record RefreshCookie(DeskCookie cookie) {

    private static final String NAME = "stompdesk";

    static RefreshCookie of(HttpServletRequest request) {
        return new RefreshCookie(DeskCookie.of(request, NAME));
    }

    static Optional<RefreshToken> read(HttpServletRequest request) {
        return DeskCookie.of(request, NAME).read(request).flatMap(RefreshToken::parse);
    }

    ResponseCookie containing(RefreshToken token, Duration lifetime) {
        return cookie.containing(token.value(), lifetime);
    }

    ResponseCookie cleared() {
        return cookie.containing("", Duration.ZERO);
    }
}
