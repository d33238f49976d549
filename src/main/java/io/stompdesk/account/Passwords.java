package io.stompdesk.account;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.Refusal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes passwords with Argon2id, which is slow and takes much memory by design; see {@link HashingQueue}. */
@Component
final class Passwords {

    /** The parameter set named in stored hashes. When it changes, old hashes are recognised and upgraded. */
    private static final String ARGON2 = "argon2@SpringSecurity_v5_8";

    private final AccountSettings settings;
    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            ARGON2, Map.of(ARGON2, Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    private final HashingQueue queue;

    /** The hash of a password that nobody knows. With it, an unknown account takes as long as a wrong password. */
    private final String unknownAccountHash;

    Passwords(AccountSettings settings) {
        this.settings = settings;
        this.queue = new HashingQueue(settings.hashing());
        this.unknownAccountHash = encode(OpaqueId.make());
    }

    /**
     * @param field the field's name in a refusal
     * @param username the password must differ from it
     * @throws Refusal {@code INVALID_FIELD}
     */
    String valid(@Nullable String raw, String field, @Nullable String username) {
        if (raw == null) {
            throw Refusal.invalid(field, "is missing");
        }
        int length = raw.codePointCount(0, raw.length());
        if (length < settings.passwordMin()) {
            throw invalid(field, "is too short", "min", settings.passwordMin());
        }
        if (length > AccountSettings.PASSWORD_MAX) {
            throw invalid(field, "is too long", "max", AccountSettings.PASSWORD_MAX);
        }
        if (raw.equalsIgnoreCase(username)) {
            throw Refusal.invalid(field, "must differ from the user name");
        }
        return raw;
    }

    int minLength() {
        return settings.passwordMin();
    }

    /** @throws Refusal {@code RATE_LIMITED} if too many passwords are being hashed */
    String hash(String password, HashingClient client) {
        return queue.run(client, () -> encode(password));
    }

    /**
     * @param hash {@code null} if the account does not exist or has no password
     * @throws Refusal {@code RATE_LIMITED} if too many passwords are being hashed
     */
    boolean matches(String password, @Nullable String hash, HashingClient client) {
        boolean comparable = password.codePointCount(0, password.length()) <= AccountSettings.PASSWORD_MAX;
        boolean same = queue.run(
                client, () -> encoder.matches(comparable ? password : "", hash == null ? unknownAccountHash : hash));
        return same && comparable && hash != null;
    }

    /** Whether the hash was made with outdated parameters. */
    boolean isOutdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private String encode(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    private static Refusal invalid(String field, String why, String limit, int value) {
        return new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", field, "why", why, limit, value));
    }
}
