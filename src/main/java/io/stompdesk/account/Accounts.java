package io.stompdesk.account;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds accounts and projects. The static variants read from the writer's transaction or a snapshot, so that other
 * modules check rights in the same transaction in which they act.
 */
@Component
public final class Accounts {

    /**
     * SQL: the account is staff. SQLite uses the index of staff only if a query contains exactly this condition, even
     * where another condition implies it.
     */
    public static final String IS_STAFF = "account.role <> 'CUSTOMER'";

    /** The account columns for a query that joins the account as {@code reader}. {@link #reader} reads them. */
    public static final String READER = columns("reader", "reader_");

    private static final String ACCOUNT = "SELECT " + columns("account", "") + " FROM account";

    private final JdbcClient reads;

    Accounts(JdbcClient reads) {
        this.reads = reads;
    }

    /**
     * SQL: the account works in the project of the surrounding query, which has the table {@code project}. Admins work
     * in every project. Whether the account is staff and enabled is another matter.
     *
     * @param account the account's name in the query
     */
    public static String worksInProject(String account) {
        return """
            (%1$s.role = 'ADMIN' OR project.id IN (
                SELECT membership.project FROM membership WHERE membership.account = %1$s.id))\
            """.formatted(account);
    }

    /** Joining the projects with commas is safe, because project ids contain none. */
    private static String columns(String account, String prefix) {
        return """
            %1$s.id AS %2$sid, %1$s.username AS %2$susername, %1$s.name AS %2$sname, %1$s.role AS %2$srole,
                %1$s.guest AS %2$sguest, %1$s.disabled AS %2$sdisabled,
                (SELECT string_agg(project.id, ',') FROM project WHERE %3$s) AS %2$sprojects\
            """.formatted(account, prefix, worksInProject(account));
    }

    public Optional<Account> find(String id) {
        return find(reads, id);
    }

    /** Finds an account by id, even if it is disabled. */
    public static Optional<Account> find(JdbcClient store, String id) {
        return store.sql(ACCOUNT + " WHERE account.id = ?")
                .param(id)
                .query(Accounts::account)
                .optional();
    }

    /**
     * Reads an account again, as of this transaction.
     *
     * @throws Refusal {@code UNAUTHENTICATED} if the account no longer exists or is disabled
     */
    public static Account current(JdbcClient store, Account account) {
        return find(store, account.id())
                .filter(found -> !found.disabled())
                .orElseThrow(() -> new Refusal(ErrorCode.UNAUTHENTICATED));
    }

    /** Finds an account by its user name, ignoring case. */
    public Optional<Account> findByUsername(String username) {
        return reads.sql(ACCOUNT + " WHERE account.username = ?")
                .param(Username.folded(username))
                .query(Accounts::account)
                .optional();
    }

    /** All enabled staff accounts, ordered by name. */
    public List<Account> staff() {
        return reads.sql(ACCOUNT + " WHERE " + IS_STAFF + " AND account.disabled = ? ORDER BY account.name, account.id")
                .param(false)
                .query(Accounts::account)
                .list();
    }

    /** All enabled staff accounts that may work in this project, including admins. */
    public List<Account> staffOf(String project) {
        return staff().stream().filter(member -> member.mayWorkIn(project)).toList();
    }

    /** Finds an enabled staff account by id. */
    public static Optional<Account> staff(JdbcClient store, String id) {
        return find(store, id).filter(account -> account.isStaff() && !account.disabled());
    }

    /** Whether this account may see and change the tickets of a project now. Admins may in every existing project. */
    public static boolean mayWorkIn(JdbcClient store, String account, String project) {
        return find(store, account).filter(found -> found.mayWorkIn(project)).isPresent();
    }

    /** Whether this account may see and change the tickets of every project. */
    public static boolean mayWorkInAll(JdbcClient store, String account) {
        List<String> all = store.sql("SELECT id FROM project")
                .query((row, _) -> row.getString("id"))
                .list();
        return find(store, account)
                .filter(member -> all.stream().allMatch(member::mayWorkIn))
                .isPresent();
    }

    /** Whether this account may see what concerns a project; or, with {@code null}, every project there is. */
    public static boolean mayWorkInOrAll(JdbcClient store, String account, @Nullable String project) {
        return project == null ? mayWorkInAll(store, account) : mayWorkIn(store, account, project);
    }

    public List<Project> projects() {
        return reads.sql("SELECT id, name FROM project ORDER BY id")
                .query((row, _) -> new Project(row.getString("id"), row.getString("name")))
                .list();
    }

    public static boolean projectExists(JdbcClient store, String project) {
        return store.sql("SELECT id FROM project WHERE id = ?")
                .param(project)
                .query(String.class)
                .optional()
                .isPresent();
    }

    boolean adminExists() {
        return adminExists(reads);
    }

    static boolean adminExists(JdbcClient store) {
        return store.sql("SELECT count(*) FROM account WHERE role = 'ADMIN' AND " + IS_STAFF)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return account(row, "");
    }

    /** The account of a row that has the columns {@link #READER}. */
    public static Account reader(ResultSet row) throws SQLException {
        return account(row, "reader_");
    }

    private static Account account(ResultSet row, String prefix) throws SQLException {
        return new Account(
                row.getString(prefix + "id"),
                row.getString(prefix + "username"),
                row.getString(prefix + "name"),
                Role.valueOf(row.getString(prefix + "role")),
                row.getBoolean(prefix + "guest"),
                row.getBoolean(prefix + "disabled"),
                ids(row.getString(prefix + "projects")));
    }

    private static List<String> ids(@Nullable String joined) {
        return joined == null
                ? List.of()
                : Stream.of(joined.split(",")).sorted().toList();
    }
}
