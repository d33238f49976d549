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
 * Creates and changes accounts. Each method immediately runs the checks that need no store, and hashes passwords. The
 * {@link Change} that it returns applies the remaining rules inside the writer's transaction, alone or as part of a
 * larger change.
 */
@Component
public final class AccountChanges {

    /** The default project. Every installation has it. */
    private static final String FIRST_PROJECT = "support";

    private final Names names;
    private final Passwords passwords;

    AccountChanges(Names names, Passwords passwords) {
        this.names = names;
        this.passwords = passwords;
    }

    /**
     * Creates a customer without a password, who is identified by a cookie only.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED}; {@code NAME_RESERVED} also from the change
     */
    public Change<Account> guest(@Nullable String name, @Nullable String email) {
        return customer(new AccountTable.Entry(null, names.customer(name), Role.CUSTOMER, null, Email.valid(email)));
    }

    /**
     * Registers a customer who can log in.
     *
     * @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED}, {@code RATE_LIMITED} if too many passwords are
     *     being hashed; {@code NAME_RESERVED} and {@code USERNAME_TAKEN} from the change
     */
    public Change<Account> customer(
            @Nullable String username,
            @Nullable String password,
            @Nullable String name,
            @Nullable String email,
            HashingClient client) {
        String login = Username.valid(username);
        String secret = passwords.valid(password, "password", login);
        DisplayName displayName = names.customer(name);
        String address = Email.valid(email);
        return customer(
                new AccountTable.Entry(login, displayName, Role.CUSTOMER, passwords.hash(secret, client), address));
    }

    /**
     * Creates an account on behalf of an admin.
     *
     * @throws Refusal {@code FORBIDDEN} unless {@code by} is an admin, both now and when the change is applied;
     *     {@code INVALID_FIELD}, {@code NAME_RESERVED}; from the change {@code USERNAME_TAKEN}, {@code NAME_TAKEN},
     *     {@code NAME_RESERVED} and {@code INVALID_FIELD} (unknown project)
     */
    public Change<Account> byAdmin(Account by, NewAccount request) {
        requireAdmin(by);
        Change<Account> creation = create(request, HashingClient.of(by));
        return transaction -> {
            requireAdmin(Accounts.find(transaction.store(), by.id()).orElseThrow(Refusal::notFound));
            return creation.apply(transaction);
        };
    }

    /**
     * Changes an account on behalf of an admin.
     *
     * @throws Refusal {@code FORBIDDEN} unless {@code by} is an admin, both now and when the change is applied;
     *     {@code INVALID_FIELD}; from the change {@code NOT_FOUND}, {@code LAST_ADMIN}, {@code NAME_TAKEN} and
     *     {@code NAME_RESERVED} (the new role may not have this name), {@code INVALID_FIELD} (unknown project)
     */
    public Change<Account> byAdmin(Account by, String id, AccountPatch patch) {
        requireAdmin(by);
        Role role = patch.role() == null ? null : role(patch.role());
        List<String> projects = patch.projects() == null ? null : validProjects(patch.projects());
        return transaction -> {
            JdbcClient store = transaction.store();
            requireAdmin(Accounts.find(store, by.id()).orElseThrow(Refusal::notFound));
            Account before = load(transaction, id);
            if (role != null && role != before.role()) {
                changeRole(store, before, role);
            }
            if (projects != null) {
                replaceMemberships(store, load(transaction, id), projects);
            }
            if (patch.disabled() != null) {
                AccountTable.setDisabled(store, id, patch.disabled());
            }
            if (!AccountTable.hasEnabledAdmin(store)) {
                throw new Refusal(ErrorCode.LAST_ADMIN);
            }
            return load(transaction, id);
        };
    }

    /** Checks the name against the rules of the new role: a former staff member may not keep a reserved name. */
    private void changeRole(JdbcClient store, Account account, Role role) {
        if (account.guest()) {
            throw Refusal.invalid("role", "cannot be changed for a guest");
        }
        if (role == Role.CUSTOMER) {
            names.customer(account.name());
            AccountTable.setProjects(store, account.id(), List.of());
        } else if (!account.isStaff()) {
            DisplayName name = names.staff(account.name());
            Names.requireUniqueAmongStaff(store, name);
            Names.renameCustomersLike(store, name, account.id());
            AccountTable.join(store, account.id(), FIRST_PROJECT);
        }
        AccountTable.setRole(store, account.id(), role);
    }

    private static void replaceMemberships(JdbcClient store, Account account, List<String> projects) {
        if (!account.isStaff() && !projects.isEmpty()) {
            throw Refusal.invalid("projects", "must be empty for a customer");
        }
        requireProjects(store, projects);
        AccountTable.setProjects(store, account.id(), projects);
    }

    /** Creates an account on behalf of the desk itself, without a check for an admin. */
    Change<Account> create(NewAccount request) {
        return create(request, HashingClient.unlimited());
    }

    private Change<Account> create(NewAccount request, HashingClient client) {
        Role role = role(request.role());
        if (role == Role.CUSTOMER) {
            if (!validProjects(request.projects()).isEmpty()) {
                throw Refusal.invalid("projects", "must be empty for a customer");
            }
            return customer(request.username(), request.password(), request.name(), null, client);
        }
        String login = Username.valid(request.username());
        String secret = passwords.valid(request.password(), "password", login);
        AccountTable.Entry entry =
                new AccountTable.Entry(login, names.staff(request.name()), role, passwords.hash(secret, client), null);
        List<String> projects = validProjects(request.projects());
        return staff(entry, projects.isEmpty() ? List.of(FIRST_PROJECT) : projects);
    }

    /** @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED}; {@code NAME_RESERVED} also from the change */
    public Change<Account> rename(Account guest, @Nullable String name) {
        DisplayName displayName = names.customer(name);
        return transaction -> {
            Names.requireNotUsedByStaff(transaction.store(), displayName);
            AccountTable.renameCustomer(transaction.store(), guest.id(), displayName);
            return load(transaction, guest.id());
        };
    }

    private Change<Account> customer(AccountTable.Entry entry) {
        return transaction -> {
            Names.requireNotUsedByStaff(transaction.store(), entry.name());
            return insert(transaction, entry);
        };
    }

    private Change<Account> staff(AccountTable.Entry entry, List<String> projects) {
        return transaction -> {
            Names.requireUniqueAmongStaff(transaction.store(), entry.name());
            requireProjects(transaction.store(), projects);
            Account added = insert(transaction, entry);
            if (entry.role().isStaff()) {
                Names.renameCustomersLike(transaction.store(), entry.name(), added.id());
            }
            projects.forEach(project -> AccountTable.join(transaction.store(), added.id(), project));
            return load(transaction, added.id());
        };
    }

    private static Account insert(Transaction transaction, AccountTable.Entry entry) {
        String id = OpaqueId.make();
        if (!AccountTable.insert(transaction.store(), id, entry, transaction.now())) {
            throw new Refusal(ErrorCode.USERNAME_TAKEN);
        }
        return load(transaction, id);
    }

    private static Account load(Transaction transaction, String id) {
        return Accounts.find(transaction.store(), id).orElseThrow(Refusal::notFound);
    }

    private static void requireAdmin(Account account) {
        if (account.role() != Role.ADMIN || account.disabled()) {
            throw new Refusal(ErrorCode.FORBIDDEN);
        }
    }

    private static void requireProjects(JdbcClient transaction, List<String> projects) {
        if (!projects.stream().allMatch(project -> Accounts.projectExists(transaction, project))) {
            throw Refusal.invalid("projects", "names an unknown project");
        }
    }

    private static List<String> validProjects(@Nullable List<@Nullable String> projects) {
        if (projects == null) {
            return List.of();
        }
        if (projects.stream().anyMatch(id -> id == null || Text.hasNul(id))) {
            throw Refusal.invalid("projects", "must be a list of project ids");
        }
        return projects.stream().filter(Objects::nonNull).distinct().toList();
    }

    private static Role role(@Nullable String raw) {
        return Stream.of(Role.values())
                .filter(role -> role.name().equals(raw))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("role", "must be AGENT, ADMIN or CUSTOMER"));
    }
}
