package io.stompdesk.auth;

import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What is answered to whoever is logged in now. */
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
                    RefreshCookie.holding(token, session.lifetime(), secure).toString();
            response.header(HttpHeaders.SET_COOKIE, cookie);
        }
        AccessTokens.Issued issued = accessTokens.issue(session.account().id(), session.loginId());
        return response.body(new Answer(issued.jwt(), issued.expiresAt(), AccountView.of(session.account())));
    }

    /** The access token is for the page's memory; the refresh token goes in the cookie alone. */
    record Answer(String accessToken, Instant expiresAt, AccountView account) {}
}
