package io.stompdesk.account;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id. That is slow and large on purpose, so few run at once and few wait: a flood of logins
 * must not take the desk's memory and processors.
 */
@Component
final class Passwords {

    /** The name of the parameters in stored hashes; after a change of them old hashes are recognised and renewed. */
    private static final String ARGON2 = "argon2@SpringSecurity_v5_8";

    private static final long RETRY_AFTER_MS = 2_000;

    private final AccountSettings settings;
    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            ARGON2, Map.of(ARGON2, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    private final Semaphore turns;

    /** Of a password that nobody knows: an unknown account takes as long as a wrong password. */
    private final String nobodys;

    Passwords(AccountSettings settings) {
        this.settings = settings;
        this.turns = new Semaphore(settings.hashing().concurrent(), true);
        this.nobodys = encode(OpaqueId.make());
    }

    /**
     * @param field the field's name in the answer
     * @param username what the password may not be
     * @throws Refusal {@code INVALID_FIELD}
     */
    String valid(@Nullable String raw, String field, @Nullable String username) {
        if (raw == null) {
            throw Refusal.invalid(field, "It is missing.");
        }
        int length = raw.codePointCount(0, raw.length());
        if (length < settings.passwordMin()) {
            throw wrong(field, "It is too short.", "min", settings.passwordMin());
        }
        if (length > AccountSettings.PASSWORD_MAX) {
            throw wrong(field, "It is too long.", "max", AccountSettings.PASSWORD_MAX);
        }
        if (raw.equalsIgnoreCase(username)) {
            throw Refusal.invalid(field, "It is the user name.");
        }
        return raw;
    }

    int shortest() {
        return settings.passwordMin();
    }

    /** @throws Refusal {@code RATE_LIMITED} if too many are being hashed */
    String hash(String password) {
        return inTurn(() -> encode(password));
    }

    /**
     * @param hash {@code null} where there is no such account, or it has no password
     * @throws Refusal {@code RATE_LIMITED} if too many are being hashed
     */
    boolean matches(String password, @Nullable String hash) {
        boolean comparable = password.codePointCount(0, password.length()) <= AccountSettings.PASSWORD_MAX;
        boolean same = inTurn(() -> encoder.matches(comparable ? password : "", hash == null ? nobodys : hash));
        return same && comparable && hash != null;
    }

    /** Whether the hash was made with parameters that are no longer ours. */
    boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private <T> T inTurn(Supplier<T> work) {
        if (!taken()) {
            throw new Refusal(ErrorCode.RATE_LIMITED, Map.of("retryAfterMs", RETRY_AFTER_MS));
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private boolean taken() {
        if (turns.getQueueLength() > settings.hashing().waiting()) {
            return false;
        }
        try {
            return turns.tryAcquire(settings.hashing().patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Refusal wrong(String field, String why, String limit, int value) {
        return new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", field, "why", why, limit, value));
    }
}
