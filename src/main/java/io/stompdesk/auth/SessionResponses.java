package io.stompdesk.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Builds the response to a login or refresh: an access token, and a cookie with the refresh token. */
@Component
final class SessionResponses {

    private final AccessTokens accessTokens;
    private final JsonMapper json;

    SessionResponses(AccessTokens accessTokens, JsonMapper json) {
        this.accessTokens = accessTokens;
        this.json = json;
    }

    ResponseEntity<Answer> of(Session session, RefreshCookie form) {
        return of(session, form, null);
    }

    /** @param knownBrowser the cookie by which the browser is known from now on, after a login with a password */
    ResponseEntity<Answer> of(Session session, RefreshCookie form, @Nullable ResponseCookie knownBrowser) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        RefreshToken token = session.refreshToken();
        if (token != null) {
            String cookie = form.containing(token, session.lifetime()).toString();
            response.header(HttpHeaders.SET_COOKIE, cookie);
        }
        if (knownBrowser != null) {
            response.header(HttpHeaders.SET_COOKIE, knownBrowser.toString());
        }
        AccessTokens.Issued issued = accessTokens.issue(session.account().id(), session.loginId());
        Answer answer = new Answer(issued.jwt(), issued.expiresAt(), AccountView.of(session.account()));
        // A short answer of known length is not compressed. The compressed length of a secret could give it away.
        return response.contentLength(json.writeValueAsBytes(answer).length).body(answer);
    }

    /** The page keeps the access token in memory. The refresh token is sent in the cookie only. */
    record Answer(String accessToken, Instant expiresAt, AccountView account) {}
}
