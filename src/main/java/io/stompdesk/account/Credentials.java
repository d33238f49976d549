package io.stompdesk.account;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Change;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks and changes passwords. Hashing is slow, so it runs on the request's thread. The returned {@link Change} then
 * verifies, inside the writer's transaction, that the stored password is still the one that was checked.
 */
@Component
public final class Credentials {

    private final JdbcClient reads;
    private final Passwords passwords;

    Credentials(JdbcClient reads, Passwords passwords) {
        this.reads = reads;
        this.passwords = passwords;
    }

    /**
     * Authenticates a user. An unknown user name, a disabled account and a wrong password take the same time and get
     * the same answer.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code BAD_CREDENTIALS}, {@code RATE_LIMITED} if too many passwords are
     *     being hashed; {@code BAD_CREDENTIALS} also from the change, if the account is disabled or its password has
     *     changed in the meantime
     */
    public Change<Account> check(@Nullable String username, @Nullable String password, HashingClient client) {
        String name = required(username, "username");
        String typed = required(password, "password");
        String folded = Username.folded(name);
        // An impossible user name is not looked up: PostgreSQL would fail on a NUL character.
        Optional<StoredHash> stored = Username.isPossible(folded) ? stored("username = ?", folded) : Optional.empty();
        if (!passwords.matches(typed, stored.map(StoredHash::hash).orElse(null), client)) {
            throw new Refusal(ErrorCode.BAD_CREDENTIALS);
        }
        StoredHash checked = stored.orElseThrow();
        return replaceHash(
                checked, passwords.isOutdated(checked.hash()) ? passwords.hash(typed, client) : checked.hash());
    }

    /**
     * Changes an account's password.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code BAD_CREDENTIALS}, {@code RATE_LIMITED}, {@code FORBIDDEN} for
     *     guests
     */
    public Change<Account> change(Account account, @Nullable String currentPassword, @Nullable String newPassword) {
        String current = required(currentPassword, "currentPassword");
        String replacement = passwords.valid(newPassword, "newPassword", account.username());
        StoredHash stored = stored("id = ?", account.id()).orElseThrow(() -> new Refusal(ErrorCode.FORBIDDEN));
        HashingClient client = HashingClient.of(account);
        if (!passwords.matches(current, stored.hash(), client)) {
            throw new Refusal(ErrorCode.BAD_CREDENTIALS);
        }
        return replaceHash(stored, passwords.hash(replacement, client));
    }

    /** The id of the account that logs in with this user name, for the log. It may be disabled. */
    public Optional<String> accountOf(@Nullable String username) {
        String folded = Username.folded(username == null ? "" : username);
        if (!Username.isPossible(folded)) {
            return Optional.empty();
        }
        return reads.sql("SELECT id FROM account WHERE username = ? AND password_hash IS NOT NULL")
                .param(folded)
                .query(String.class)
                .optional();
    }

    private static Change<Account> replaceHash(StoredHash checked, String hash) {
        return transaction -> {
            int updated = transaction
                    .store()
                    .sql("UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ? AND disabled = ?")
                    .params(hash, checked.id(), checked.hash(), false)
                    .update();
            if (updated == 0) {
                throw new Refusal(ErrorCode.BAD_CREDENTIALS);
            }
            return Accounts.find(transaction.store(), checked.id()).orElseThrow(Refusal::notFound);
        };
    }

    /** A disabled account has no password that could be right, so nobody learns whether theirs was. */
    private Optional<StoredHash> stored(String condition, String key) {
        return reads.sql("SELECT id, password_hash FROM account WHERE password_hash IS NOT NULL AND disabled = ? AND "
                        + condition)
                .params(false, key)
                .query((row, _) -> new StoredHash(row.getString("id"), row.getString("password_hash")))
                .optional();
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Refusal.invalid(field, "is missing");
        }
        return value;
    }

    private record StoredHash(String id, String hash) {}
}
