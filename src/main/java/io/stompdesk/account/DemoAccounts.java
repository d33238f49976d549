package io.stompdesk.account;

import io.stompdesk.kernel.StartRefused;
import io.stompdesk.stream.Change;
import io.stompdesk.stream.Writer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Demo accounts, all with the same documented password. Never enable them on a desk that others can reach. */
@Component
public final class DemoAccounts {

    /** The user names of the agents. They belong to the project {@code support}. */
    public static final List<String> STAFF = List.of("ada", "ben");

    public static final List<String> CUSTOMERS = List.of("carol", "dan");

    /** The password of all demo accounts, as documented. */
    public static final String PASSWORD = "demo-password";

    private static final Logger log = LoggerFactory.getLogger(DemoAccounts.class);

    private final Accounts accounts;
    private final AccountChanges changes;
    private final Writer writer;
    private final boolean wanted;

    DemoAccounts(Accounts accounts, AccountChanges changes, Writer writer, FirstAccountsSettings settings) {
        this.accounts = accounts;
        this.changes = changes;
        this.writer = writer;
        this.wanted = settings.demo();
    }

    /** Whether {@code STOMPDESK_DEMO} is on. */
    public boolean wanted() {
        return wanted;
    }

    void create() {
        if (!wanted) {
            return;
        }
        log.warn(
                "STOMPDESK_DEMO is on: anybody can log in as {} and {} with the documented password.",
                STAFF,
                CUSTOMERS);
        STAFF.forEach(username -> create(username, "AGENT"));
        CUSTOMERS.forEach(username -> create(username, "CUSTOMER"));
    }

    private void create(String username, String role) {
        if (accounts.findByUsername(username).isPresent()) {
            return;
        }
        String name = username.substring(0, 1).toUpperCase(Locale.ROOT) + username.substring(1);
        Change<Account> creation = changes.create(new NewAccount(username, PASSWORD, name, role, List.of()));
        try {
            writer.submit(creation).join();
        } catch (CompletionException refused) {
            throw new StartRefused("The demo account " + username + " could not be created.", refused);
        }
    }
}
