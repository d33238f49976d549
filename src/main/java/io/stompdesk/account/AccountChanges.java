package io.stompdesk.account;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.kernel.Text;
import io.stompdesk.stream.Change;
import io.stompdesk.stream.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How accounts come to be and change. Each method checks, and hashes, at once what needs no store; the change that it
 * returns applies the rest of the rules inside the writer's transaction, alone or as a part of a larger change.
 */
@Component
public final class AccountChanges {

    /** The project that every installation has. */
    private static final String FIRST_PROJECT = "support";

    private final Names names;
    private final Passwords passwords;

    AccountChanges(Names names, Passwords passwords) {
        this.names = names;
        this.passwords = passwords;
    }

    /**
     * A customer who is known by a cookie alone.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED}, the latter from the change too
     */
    public Change<Account> guest(@Nullable String name, @Nullable String email) {
        return customer(new Entry(null, names.customer(name), Role.CUSTOMER, null, Email.valid(email)));
    }

    /**
     * A customer who can log in.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED}; {@code NAME_RESERVED} and {@code USERNAME_TAKEN}
     *     from the change
     */
    public Change<Account> customer(
            @Nullable String username, @Nullable String password, @Nullable String name, @Nullable String email) {
        String login = Username.valid(username);
        String secret = passwords.valid(password, "password", login);
        DisplayName shown = names.customer(name);
        return customer(new Entry(login, shown, Role.CUSTOMER, passwords.hash(secret), Email.valid(email)));
    }

    /**
     * An account that an admin makes for somebody.
     *
     * @throws Refusal {@code FORBIDDEN} unless {@code by} is an admin, then and when the change is made;
     *     {@code INVALID_FIELD}, {@code NAME_RESERVED}; {@code USERNAME_TAKEN}, {@code NAME_TAKEN},
     *     {@code NAME_RESERVED} and {@code INVALID_FIELD} (no such project) from the change
     */
    public Change<Account> byAdmin(Account by, NewAccount wish) {
        requireAdmin(by);
        Change<Account> made = make(wish);
        return transaction -> {
            requireAdmin(Accounts.find(transaction.store(), by.id()).orElseThrow(Refusal::notFound));
            return made.apply(transaction);
        };
    }

    /**
     * What an admin changes of somebody's account.
     *
     * @throws Refusal {@code FORBIDDEN} unless {@code by} is an admin, then and when the change is made;
     *     {@code INVALID_FIELD}; from the change {@code NOT_FOUND}, {@code LAST_ADMIN}, {@code NAME_TAKEN} and
     *     {@code NAME_RESERVED} (the name does not suit the role), {@code INVALID_FIELD} (no such project)
     */
    public Change<Account> byAdmin(Account by, String id, AccountPatch wish) {
        requireAdmin(by);
        Role role = wish.role() == null ? null : role(wish.role());
        List<String> projects = wish.projects() == null ? null : given(wish.projects());
        return transaction -> {
            JdbcClient store = transaction.store();
            requireAdmin(Accounts.find(store, by.id()).orElseThrow(Refusal::notFound));
            Account before = made(transaction, id);
            if (role != null && role != before.role()) {
                become(store, before, role);
            }
            if (projects != null) {
                belongTo(store, made(transaction, id), projects);
            }
            if (wish.disabled() != null) {
                store.sql("UPDATE account SET disabled = ? WHERE id = ?")
                        .params(wish.disabled(), id)
                        .update();
            }
            requireAnAdmin(store);
            return made(transaction, id);
        };
    }

    /** Their name must suit what they become: nobody keeps a staff's name who is none any more. */
    private void become(JdbcClient store, Account account, Role role) {
        if (account.guest()) {
            throw Refusal.invalid("role", "Guests stay customers.");
        }
        if (role == Role.CUSTOMER) {
            names.customer(account.name());
            store.sql("DELETE FROM membership WHERE account = ?")
                    .param(account.id())
                    .update();
        } else if (!account.isStaff()) {
            DisplayName name = names.staff(account.name());
            Names.requireUniqueAmongStaff(store, name);
            Names.renameCustomersLike(store, name, account.id());
            join(store, FIRST_PROJECT, account.id());
        }
        store.sql("UPDATE account SET role = ? WHERE id = ?")
                .params(role.name(), account.id())
                .update();
    }

    private static void belongTo(JdbcClient store, Account account, List<String> projects) {
        if (!account.isStaff() && !projects.isEmpty()) {
            throw Refusal.invalid("projects", "Customers belong to none.");
        }
        requireProjects(store, projects);
        store.sql("DELETE FROM membership WHERE account = ?")
                .param(account.id())
                .update();
        projects.forEach(project -> join(store, project, account.id()));
    }

    private static void requireAnAdmin(JdbcClient store) {
        long admins = store.sql("SELECT count(*) FROM account WHERE role = 'ADMIN' AND disabled = ?")
                .param(false)
                .query(Long.class)
                .single();
        if (admins == 0) {
            throw new Refusal(ErrorCode.LAST_ADMIN);
        }
    }

    /** The same, where the desk itself makes it. */
    Change<Account> make(NewAccount wish) {
        Role role = role(wish.role());
        if (role == Role.CUSTOMER) {
            if (!given(wish.projects()).isEmpty()) {
                throw Refusal.invalid("projects", "Customers belong to none.");
            }
            return customer(wish.username(), wish.password(), wish.name(), null);
        }
        String login = Username.valid(wish.username());
        String secret = passwords.valid(wish.password(), "password", login);
        Entry entry = new Entry(login, names.staff(wish.name()), role, passwords.hash(secret), null);
        List<String> projects = given(wish.projects());
        return staff(entry, projects.isEmpty() ? List.of(FIRST_PROJECT) : projects);
    }

    /** @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED}, the latter from the change too */
    public Change<Account> rename(Account guest, @Nullable String name) {
        DisplayName shown = names.customer(name);
        return transaction -> {
            Names.requireNotStaffs(transaction.store(), shown);
            transaction
                    .store()
                    .sql("UPDATE account SET name = ?, name_folded = ?, name_skeleton = ? WHERE"
                            + " id = ? AND role = 'CUSTOMER'")
                    .params(shown.text(), Text.folded(shown.text()), shown.skeleton(), guest.id())
                    .update();
            return made(transaction, guest.id());
        };
    }

    /** Takes every right from an account; its logins end with it (see the module auth). */
    public Change<Account> disable(String account) {
        return transaction -> {
            transaction
                    .store()
                    .sql("UPDATE account SET disabled = ? WHERE id = ?")
                    .params(true, account)
                    .update();
            return made(transaction, account);
        };
    }

    private Change<Account> customer(Entry entry) {
        return transaction -> {
            Names.requireNotStaffs(transaction.store(), entry.name());
            return insert(transaction, entry);
        };
    }

    private Change<Account> staff(Entry entry, List<String> projects) {
        return transaction -> {
            Names.requireUniqueAmongStaff(transaction.store(), entry.name());
            requireProjects(transaction.store(), projects);
            Account added = insert(transaction, entry);
            if (entry.role().isStaff()) {
                Names.renameCustomersLike(transaction.store(), entry.name(), added.id());
            }
            projects.forEach(project -> join(transaction.store(), project, added.id()));
            return made(transaction, added.id());
        };
    }

    private static Account insert(Transaction transaction, Entry entry) {
        String id = OpaqueId.make();
        int added = transaction
                .store()
                .sql("INSERT INTO account (id, username, name, name_folded,"
                        + " name_skeleton, role, password_hash, email, guest, disabled,"
                        + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON"
                        + " CONFLICT (username) DO NOTHING")
                .param(id)
                .param(entry.username())
                .params(
                        entry.name().text(),
                        Text.folded(entry.name().text()),
                        entry.name().skeleton(),
                        entry.role().name())
                .param(entry.passwordHash())
                .param(entry.email())
                .params(entry.username() == null, false, transaction.now().toEpochMilli())
                .update();
        if (added == 0) {
            throw new Refusal(ErrorCode.USERNAME_TAKEN);
        }
        return made(transaction, id);
    }

    private static void join(JdbcClient transaction, String project, String account) {
        transaction
                .sql("INSERT INTO membership (project, account) VALUES (?, ?) ON CONFLICT DO" + " NOTHING")
                .params(project, account)
                .update();
    }

    private static Account made(Transaction transaction, String id) {
        return Accounts.find(transaction.store(), id).orElseThrow(Refusal::notFound);
    }

    private static void requireAdmin(Account account) {
        if (account.role() != Role.ADMIN || account.disabled()) {
            throw new Refusal(ErrorCode.FORBIDDEN);
        }
    }

    private static void requireProjects(JdbcClient transaction, List<String> projects) {
        if (!projects.stream().allMatch(project -> Accounts.projectExists(transaction, project))) {
            throw Refusal.invalid("projects", "There is no such project.");
        }
    }

    private static List<String> given(@Nullable List<@Nullable String> projects) {
        if (projects == null) {
            return List.of();
        }
        if (projects.stream().anyMatch(id -> id == null || id.indexOf('\0') >= 0)) {
            throw Refusal.invalid("projects", "It takes the ids of projects.");
        }
        return projects.stream().filter(Objects::nonNull).distinct().toList();
    }

    private static Role role(@Nullable String raw) {
        return Stream.of(Role.values())
                .filter(role -> role.name().equals(raw))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("role", "It is one of AGENT, ADMIN, CUSTOMER."));
    }

    private record Entry(
            @Nullable String username,
            DisplayName name,
            Role role,
            @Nullable String passwordHash,
            @Nullable String email) {}
}
