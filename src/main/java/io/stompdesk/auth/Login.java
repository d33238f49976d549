package io.stompdesk.auth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored login: a family of refresh tokens, of which the newest is valid.
 *
 * @param handle names the login in its refresh tokens
 * @param tokenHash the hash of the newest token
 * @param previousHash the hash of the token before the newest
 * @param rotatedAt when the newest token was issued
 * @param endedAt {@code null} until the login has been ended
 */
record Login(
        String id,
        String handle,
        String account,
        LoginKind kind,
        String tokenHash,
        @Nullable String previousHash,
        Instant rotatedAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {

    boolean isLive(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }

    boolean isNewest(String hash) {
        return hash.equals(tokenHash);
    }

    boolean isPrevious(String hash) {
        return hash.equals(previousHash);
    }

    /** Compares the absolute difference, so that a clock set back does not keep an old token valid for long. */
    boolean isPreviousWithin(Duration grace, String hash, Instant now) {
        return isPrevious(hash) && Duration.between(rotatedAt, now).abs().compareTo(grace) <= 0;
    }
}
