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
 * Slows down whoever guesses passwords or makes accounts in masses. A guesser is slowed by account and address
 * together, so that an account's owner can always log in from another address.
 */
@Component
final class LoginRateLimiter {

    private static final Logger log = LoggerFactory.getLogger(LoginRateLimiter.class);

    /** Longer user names do not exist; what is typed must not fill the memory. */
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
            log.warn("STOMPDESK_LIMITS is off: passwords can be guessed without limit. For load" + " tests only.");
        }
    }

    /**
     * Checks a password. A wrong one counts; it is counted beforehand, so that guesses sent at once count too. A right
     * one counts only among all attempts of the address, of which there may be many: each costs the desk the same.
     *
     * @param password as it was typed; a blank one is nobody's, is not remembered and costs nothing
     * @throws Refusal {@code RATE_LIMITED}, and what {@code check} refuses
     */
    <T> T password(@Nullable String username, @Nullable String password, ClientAddress address, Supplier<T> check) {
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
    void guest(ClientAddress address) {
        if (enabled) {
            guests.take(address.network());
        }
    }

    /** @throws Refusal {@code RATE_LIMITED} */
    void registration(ClientAddress address) {
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
