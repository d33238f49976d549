package io.stompdesk.account;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Change;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks and changes passwords. Slow, so it happens on a request's own thread; what is returned makes sure, inside the
 * writer's transaction, that the password is still the one that was checked.
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
     * Who this is. An unknown name and a wrong password take the same time and get the same answer.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code BAD_CREDENTIALS}, {@code RATE_LIMITED} if too many are being
     *     checked; {@code BAD_CREDENTIALS} from the change too, if the account is disabled or its password was changed
     *     meanwhile
     */
    public Change<Account> check(@Nullable String username, @Nullable String password) {
        String name = present(username, "username");
        String tried = present(password, "password");
        String folded = Username.folded(name);
        // What cannot be a name is not asked for: PostgreSQL would fail at a NUL character.
        Optional<Kept> kept = Username.mayExist(folded) ? kept("username = ?", folded) : Optional.empty();
        if (!passwords.matches(tried, kept.map(Kept::hash).orElse(null))) {
            throw new Refusal(ErrorCode.BAD_CREDENTIALS);
        }
        Kept checked = kept.orElseThrow();
        return replacing(checked, passwords.outdated(checked.hash()) ? passwords.hash(tried) : checked.hash());
    }

    /**
     * Gives an account another password.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code BAD_CREDENTIALS}, {@code RATE_LIMITED}, {@code FORBIDDEN} for
     *     guests
     */
    public Change<Account> change(Account account, @Nullable String currentPassword, @Nullable String newPassword) {
        String current = present(currentPassword, "currentPassword");
        String next = passwords.valid(newPassword, "newPassword", account.username());
        Kept kept = kept("id = ?", account.id()).orElseThrow(() -> new Refusal(ErrorCode.FORBIDDEN));
        if (!passwords.matches(current, kept.hash())) {
            throw new Refusal(ErrorCode.BAD_CREDENTIALS);
        }
        return replacing(kept, passwords.hash(next));
    }

    private static Change<Account> replacing(Kept checked, String hash) {
        return transaction -> {
            int same = transaction
                    .store()
                    .sql("UPDATE account SET password_hash = ? WHERE id = ? AND"
                            + " password_hash = ? AND disabled = ?")
                    .params(hash, checked.id(), checked.hash(), false)
                    .update();
            if (same == 0) {
                throw new Refusal(ErrorCode.BAD_CREDENTIALS);
            }
            return Accounts.find(transaction.store(), checked.id()).orElseThrow(Refusal::notFound);
        };
    }

    private Optional<Kept> kept(String which, String key) {
        return reads.sql("SELECT id, password_hash FROM account WHERE password_hash IS NOT NULL AND " + which)
                .param(key)
                .query((row, _) -> new Kept(row.getString("id"), row.getString("password_hash")))
                .optional();
    }

    private static String present(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Refusal.invalid(field, "It is missing.");
        }
        return value;
    }

    private record Kept(String id, String hash) {}
}
