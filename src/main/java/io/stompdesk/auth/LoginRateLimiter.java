package io.stompdesk.auth;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.RateLimiter;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Slows down password guessing and mass creation of accounts. Guesses are counted per account and address together, so
 * that the owner of an account can always log in from another address.
 */
@Component
final class LoginRateLimiter {

    private static final Logger log = LoggerFactory.getLogger(LoginRateLimiter.class);

    /** No user name is longer. Longer input shares one key, so that it cannot fill the memory. */
    private static final int USERNAME_MAX = 64;

    private final boolean enabled;
    private final RateLimiter loginPerAccount;
    private final RateLimiter loginPerAddress;
    private final RateLimiter attemptsPerAddress;
    private final RateLimiter guests;
    private final RateLimiter registrations;

    LoginRateLimiter(LoginLimits settings) {
        enabled = settings.enabled();
        loginPerAccount = new RateLimiter(settings.loginPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        loginPerAddress = new RateLimiter(settings.loginPerAddress(), TimeMeter.SYSTEM_NANOTIME);
        attemptsPerAddress = new RateLimiter(settings.loginAttemptsPerAddress(), TimeMeter.SYSTEM_NANOTIME);
        guests = new RateLimiter(settings.guestsPerAddress(), TimeMeter.SYSTEM_NANOTIME);
        registrations = new RateLimiter(settings.registrationsPerAddress(), TimeMeter.SYSTEM_NANOTIME);
        if (!enabled) {
            log.warn("STOMPDESK_LIMITS is off: password guessing is not limited. Use this for load tests only.");
        }
    }

    /**
     * Runs a password check within the rate limits. Tokens are taken before the check, so that parallel guesses count,
     * and are returned unless the password was wrong. The limit on all attempts of an address counts correct passwords
     * too, because each check costs the desk the same.
     *
     * @param password as typed; a blank one is not counted, because no account has it and it is not hashed
     * @throws Refusal {@code RATE_LIMITED}, and what {@code check} refuses
     */
    <T> T checkPassword(
            @Nullable String username, @Nullable String password, ClientAddress address, Supplier<T> check) {
        if (!enabled || isBlank(password)) {
            return check.get();
        }
        String account = account(username) + " " + address.network();
        attemptsPerAddress.take(address.network());
        loginPerAddress.take(address.network());
        loginPerAccount.take(account);
        boolean wrong = false;
        try {
            return check.get();
        } catch (Refusal refusal) {
            wrong = refusal.code() == ErrorCode.BAD_CREDENTIALS;
            throw refusal;
        } finally {
            if (!wrong) {
                loginPerAddress.giveBack(address.network());
                loginPerAccount.giveBack(account);
            }
        }
    }

    /** @throws Refusal {@code RATE_LIMITED} */
    void newGuest(ClientAddress address) {
        if (enabled) {
            guests.take(address.network());
        }
    }

    /** @throws Refusal {@code RATE_LIMITED} */
    void newRegistration(ClientAddress address) {
        if (enabled) {
            registrations.take(address.network());
        }
    }

    private static boolean isBlank(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }

    private static String account(@Nullable String username) {
        String typed = username == null ? "" : username.strip().toLowerCase(Locale.ROOT);
        return typed.length() > USERNAME_MAX ? "" : typed;
    }
}
