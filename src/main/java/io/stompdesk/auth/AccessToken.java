package io.stompdesk.auth;

import java.time.Instant;

/**
 * A verified access token.
 *
 * @param accountId whose it is
 * @param loginId the login that it rests on; ends with it
 * @param expiresAt from then on it is no longer valid
 */
public record AccessToken(String accountId, String loginId, Instant expiresAt) {}
