package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Role;
import java.util.List;

/** An account as its owner and admins see it. */
record AccountView(String id, String name, Role role, List<String> projects) {

    static AccountView of(Account account) {
        return new AccountView(account.id(), account.name(), account.role(), account.projects());
    }
}
