package io.stompdesk.auth;

import java.time.Instant;

/**
 * A verified access token.
 *
 * @param accountId the account that it was issued to
 * @param loginId the login that it was issued for; the token is valid only as long as that login
 * @param expiresAt the token is valid until then, exclusive
 */
public record AccessToken(String accountId, String loginId, Instant expiresAt) {}
