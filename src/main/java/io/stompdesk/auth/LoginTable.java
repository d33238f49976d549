package io.stompdesk.auth;

import io.stompdesk.kernel.Role;
import io.stompdesk.stream.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL for the table {@code login}. */
final class LoginTable {

    private static final Duration RETENTION_AFTER_END = Duration.ofDays(1);

    private LoginTable() {}

    static Optional<Login> findByHandle(JdbcClient store, String handle) {
        return store.sql("SELECT * FROM login WHERE handle = ?")
                .param(handle)
                .query(LoginTable::login)
                .optional();
    }

    static void insert(JdbcClient store, Login login) {
        store.sql("""
            INSERT INTO login (id, handle, account, kind, token_hash, rotated_at, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
            """)
                .params(
                        login.id(),
                        login.handle(),
                        login.account(),
                        login.kind().name(),
                        login.tokenHash(),
                        login.rotatedAt().toEpochMilli(),
                        login.rotatedAt().toEpochMilli(),
                        login.expiresAt().toEpochMilli())
                .update();
    }

    static void rotate(JdbcClient store, Login login, String nextHash, Instant now, Instant expiresAt) {
        store.sql("""
            UPDATE login SET previous_hash = token_hash, token_hash = ?, rotated_at = ?, expires_at = ? WHERE id = ?\
            """)
                .params(nextHash, now.toEpochMilli(), expiresAt.toEpochMilli(), login.id())
                .update();
    }

    /** Replaces the newest token; the previous one stays the same. */
    static void replace(JdbcClient store, Login login, String newestHash, Instant now, Instant expiresAt) {
        store.sql("UPDATE login SET token_hash = ?, rotated_at = ?, expires_at = ? WHERE id = ?")
                .params(newestHash, now.toEpochMilli(), expiresAt.toEpochMilli(), login.id())
                .update();
    }

    static void end(JdbcClient store, String id, Instant now) {
        store.sql("UPDATE login SET ended_at = ? WHERE id = ? AND ended_at IS NULL")
                .params(now.toEpochMilli(), id)
                .update();
    }

    /** @return the ids of the logins that were ended */
    static List<String> endAll(JdbcClient store, String account, Instant now) {
        return store.sql("UPDATE login SET ended_at = ? WHERE account = ? AND ended_at IS NULL RETURNING id")
                .params(now.toEpochMilli(), account)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    /**
     * Ends the least recently used logins of an account.
     *
     * @param max how many live logins remain at most
     * @return the ids of the logins that were ended
     */
    static List<String> endLeastRecentlyUsed(JdbcClient store, int max, String account, Instant now) {
        return store.sql("""
            UPDATE login SET ended_at = ? WHERE id IN (
                SELECT id FROM login WHERE account = ? AND ended_at IS NULL AND expires_at > ?
                ORDER BY rotated_at DESC, created_at DESC LIMIT 1000000 OFFSET ?)
            RETURNING id\
            """)
                .params(now.toEpochMilli(), account, now.toEpochMilli(), max)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    /** Which of the given logins are live, by id. */
    static Map<String, LiveLogin> live(JdbcClient store, Collection<String> ids, Instant now) {
        Map<String, LiveLogin> live = new HashMap<>();
        store.sql("""
            SELECT login.id, account.name, account.role FROM login JOIN account ON account.id = login.account
            WHERE login.id IN (:ids) AND ended_at IS NULL AND expires_at > :now AND disabled = :disabled\
            """)
                .params(Map.of("ids", ids, "now", now.toEpochMilli(), "disabled", false))
                .query((RowCallbackHandler) row -> live.put(
                        row.getString("id"),
                        new LiveLogin(row.getString("name"), Role.valueOf(row.getString("role")))));
        return live;
    }

    static int deleteExpired(Transaction transaction) {
        long before = transaction.now().minus(RETENTION_AFTER_END).toEpochMilli();
        return transaction
                .store()
                .sql("DELETE FROM login WHERE expires_at < ? OR ended_at < ?")
                .params(before, before)
                .update();
    }

    private static Login login(ResultSet row, int number) throws SQLException {
        long endedAt = row.getLong("ended_at");
        boolean ended = !row.wasNull();
        return new Login(
                row.getString("id"),
                row.getString("handle"),
                row.getString("account"),
                LoginKind.valueOf(row.getString("kind")),
                row.getString("token_hash"),
                row.getString("previous_hash"),
                Instant.ofEpochMilli(row.getLong("rotated_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                ended ? Instant.ofEpochMilli(endedAt) : null);
    }
}
