package io.stompdesk.auth;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.account.HashingClient;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.Rate;
import io.stompdesk.limit.RateLimiter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Slows down password guessing and mass creation of accounts. Guesses are counted per account and address together, so
 * that the owner of an account can always log in from another address. Guesses from a browser that the account is known
 * to use are counted by themselves, so that others at the same address do not keep the owner out.
 */
@Component
final class LoginRateLimiter {

    private static final Logger log = LoggerFactory.getLogger(LoginRateLimiter.class);

    private final boolean enabled;
    private final RateLimiter loginPerAccount;
    private final RateLimiter loginPerBrowser;
    private final RateLimiter loginPerAddress;
    private final RateLimiter attemptsPerAddress;
    private final RateLimiter guests;
    private final RateLimiter registrations;

    LoginRateLimiter(LoginLimits settings) {
        enabled = settings.enabled();
        loginPerAccount = limiter(settings.loginPerAccount(), settings);
        loginPerBrowser = limiter(settings.loginPerAccount(), settings);
        loginPerAddress = limiter(settings.loginPerAddress(), settings);
        attemptsPerAddress = limiter(settings.loginAttemptsPerAddress(), settings);
        guests = limiter(settings.guestsPerAddress(), settings);
        registrations = limiter(settings.registrationsPerAddress(), settings);
        if (!enabled) {
            log.warn("STOMPDESK_LIMITS is off: password guessing is not limited. Use this for load tests only.");
        }
    }

    private static RateLimiter limiter(Rate rate, LoginLimits settings) {
        return new RateLimiter(rate, settings.ipv6(), TimeMeter.SYSTEM_NANOTIME);
    }

    /** The client's place in the queue of those whose passwords are to be hashed. */
    HashingClient hashingClient(LoginClient client) {
        return enabled ? new HashingClient(client.known(), client.address().networks()) : HashingClient.unlimited();
    }

    /**
     * Runs a password check within the rate limits. Tokens are taken before the check, so that parallel guesses count,
     * and are returned unless the outcome was a wrong password. The limit on all attempts of an address counts correct
     * passwords too, because each check costs the desk the same.
     *
     * @param password as typed; a blank one is not counted, because no account has it and it is not hashed
     * @param check fails with {@code BAD_CREDENTIALS} if the password was wrong
     * @throws Refusal {@code RATE_LIMITED}
     */
    <T> CompletableFuture<T> checkPassword(
            LoginClient client, @Nullable String password, Supplier<CompletableFuture<T>> check) {
        if (!enabled || isBlank(password)) {
            return check.get();
        }
        attemptsPerAddress.take(client.address());
        takeGuess(client);
        return outcome(check).whenComplete((_, failure) -> {
            if (!isWrongPassword(failure)) {
                giveGuessBack(client);
            }
        });
    }

    private void takeGuess(LoginClient client) {
        if (client.browser() == null) {
            loginPerAddress.take(client.address());
            try {
                loginPerAccount.take(client.address(), client.account());
            } catch (Refusal limited) {
                loginPerAddress.giveBack(client.address());
                throw limited;
            }
        } else {
            loginPerBrowser.take(client.browser());
        }
    }

    private void giveGuessBack(LoginClient client) {
        if (client.browser() == null) {
            loginPerAddress.giveBack(client.address());
            loginPerAccount.giveBack(client.address(), client.account());
        } else {
            loginPerBrowser.giveBack(client.browser());
        }
    }

    private static <T> CompletableFuture<T> outcome(Supplier<CompletableFuture<T>> check) {
        try {
            return check.get();
        } catch (Refusal refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private static boolean isWrongPassword(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof Refusal refusal && refusal.code() == ErrorCode.BAD_CREDENTIALS;
    }

    /** @throws Refusal {@code RATE_LIMITED} */
    void newGuest(ClientAddress address) {
        if (enabled) {
            guests.take(address);
        }
    }

    /** @throws Refusal {@code RATE_LIMITED} */
    void newRegistration(ClientAddress address) {
        if (enabled) {
            registrations.take(address);
        }
    }

    private static boolean isBlank(@Nullable String typed) {
        return typed == null || typed.isBlank();
    }
}
