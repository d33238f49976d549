package io.stompdesk.auth;

import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Builds the response to a login or refresh: an access token, and a cookie with the refresh token. */
@Component
final class SessionResponses {

    private final AccessTokens accessTokens;

    SessionResponses(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    ResponseEntity<Answer> of(Session session, boolean secure) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        RefreshToken token = session.refreshToken();
        if (token != null) {
            String cookie =
                    RefreshCookie.containing(token, session.lifetime(), secure).toString();
            response.header(HttpHeaders.SET_COOKIE, cookie);
        }
        AccessTokens.Issued issued = accessTokens.issue(session.account().id(), session.loginId());
        return response.body(new Answer(issued.jwt(), issued.expiresAt(), AccountView.of(session.account())));
    }

    /** The page keeps the access token in memory. The refresh token is sent in the cookie only. */
    record Answer(String accessToken, Instant expiresAt, AccountView account) {}
}
