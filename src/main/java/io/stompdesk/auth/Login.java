package io.stompdesk.auth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A login as it is stored: a family of refresh tokens, of which the newest counts.
 *
 * @param previousHash of the token before the newest
 * @param rotatedAt when the newest token was given
 * @param endedAt {@code null} while it has not been ended
 */
record Login(
        String id,
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

    /** In both directions: a clock that was set back must not make an old token good for long. */
    boolean isPreviousWithin(Duration grace, String hash, Instant now) {
        return isPrevious(hash) && Duration.between(rotatedAt, now).abs().compareTo(grace) <= 0;
    }
}
