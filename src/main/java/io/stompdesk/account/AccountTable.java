package io.stompdesk.account;

import io.stompdesk.kernel.Role;
import io.stompdesk.kernel.Text;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the tables {@code account} and {@code membership}. */
final class AccountTable {

    private AccountTable() {}

    /**
     * An account to insert.
     *
     * @param username {@code null} for guests
     */
    record Entry(
            @Nullable String username,
            DisplayName name,
            Role role,
            @Nullable String passwordHash,
            @Nullable String email) {}

    /** Inserts an account. Returns false if its user name is already taken. */
    static boolean insert(JdbcClient store, String id, Entry entry, Instant now) {
        return store.sql("""
            INSERT INTO account (id, username, name, name_folded, name_skeleton, role, password_hash, email, guest,
                disabled, created_at)
            VALUES (:id, :username, :name, :nameFolded, :nameSkeleton, :role, :passwordHash, :email, :guest, :disabled,
                :createdAt)
            ON CONFLICT (username) DO NOTHING\
            """)
                        .param("id", id)
                        .param("username", entry.username())
                        .param("name", entry.name().text())
                        .param("nameFolded", Text.folded(entry.name().text()))
                        .param("nameSkeleton", entry.name().skeleton())
                        .param("role", entry.role().name())
                        .param("passwordHash", entry.passwordHash())
                        .param("email", entry.email())
                        .param("guest", entry.username() == null)
                        .param("disabled", false)
                        .param("createdAt", now.toEpochMilli())
                        .update()
                == 1;
    }

    /** Renames a customer. Does nothing to staff. */
    static void renameCustomer(JdbcClient store, String id, DisplayName name) {
        store.sql("""
            UPDATE account SET name = ?, name_folded = ?, name_skeleton = ? WHERE id = ? AND role = 'CUSTOMER'\
            """)
                .params(name.text(), Text.folded(name.text()), name.skeleton(), id)
                .update();
    }

    static void setRole(JdbcClient store, String id, Role role) {
        store.sql("UPDATE account SET role = ? WHERE id = ?")
                .params(role.name(), id)
                .update();
    }

    static void setDisabled(JdbcClient store, String id, boolean disabled) {
        store.sql("UPDATE account SET disabled = ? WHERE id = ?")
                .params(disabled, id)
                .update();
    }

    /** Replaces the account's memberships. */
    static void setProjects(JdbcClient store, String account, Collection<String> projects) {
        store.sql("DELETE FROM membership WHERE account = ?").param(account).update();
        projects.forEach(project -> join(store, account, project));
    }

    static void join(JdbcClient store, String account, String project) {
        store.sql("INSERT INTO membership (project, account) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(project, account)
                .update();
    }

    static boolean hasEnabledAdmin(JdbcClient store) {
        return store.sql("SELECT count(*) FROM account WHERE role = 'ADMIN' AND " + Accounts.IS_STAFF
                                + " AND disabled = ?")
                        .param(false)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
