package io.stompdesk.auth;

import io.stompdesk.account.Account;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has logged in, or still is.
 *
 * @param refreshToken for the cookie; {@code null} where the browser keeps the one that it has
 * @param lifetime how long the cookie lives
 */
record Session(Account account, String loginId, @Nullable RefreshToken refreshToken, Duration lifetime) {

    Session as(Account renamed) {
        return new Session(renamed, loginId, refreshToken, lifetime);
    }
}
