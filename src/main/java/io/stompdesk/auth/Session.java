package io.stompdesk.auth;

import io.stompdesk.account.Account;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a login or refresh.
 *
 * @param refreshToken the value for the cookie; {@code null} if the browser keeps its current one
 * @param lifetime the lifetime of the cookie
 */
record Session(Account account, String loginId, @Nullable RefreshToken refreshToken, Duration lifetime) {

    Session withAccount(Account changed) {
        return new Session(changed, loginId, refreshToken, lifetime);
    }
}
