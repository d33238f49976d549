package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Decides which tickets an account may see: its own and, for staff, those of their projects. Commands, REST, topics and
 * search all use this rule.
 *
 * <p>The rule exists in two forms: {@link #maySee} for a single ticket and {@link #condition} for queries. A test
 * compares the two.
 */
public final class TicketAccess {

    private TicketAccess() {}

    /** Applies the rule to an account and a ticket that have already been read. */
    public static boolean maySee(Account account, Ticket ticket) {
        return !account.disabled() && (ticket.isCustomer(account.actor()) || account.mayWorkIn(ticket.project()));
    }

    /** Whether the account is staff of the ticket's project. Being the ticket's customer is not enough. */
    static boolean mayWorkOn(Account account, Ticket ticket) {
        return account.mayWorkIn(ticket.project());
    }

    /** {@link #maySee} as an SQL condition on the table {@code ticket}. {@link #values} returns its parameters. */
    static String condition(Account account) {
        if (account.disabled()) {
            return "1 = 0";
        }
        return projects(account).isEmpty()
                ? "ticket.customer = :account"
                : "(ticket.customer = :account OR ticket.project IN (:projects))";
    }

    static Map<String, Object> values(Account account) {
        return Map.of("account", account.id(), "projects", projects(account));
    }

    private static List<String> projects(Account account) {
        return account.projects().stream().filter(account::mayWorkIn).toList();
    }

    /** Finds a ticket if the account may see it, both as the given store connection sees them now. */
    static Optional<Ticket> find(JdbcClient store, Account by, String id) {
        return TicketTable.find(store, id)
                .filter(ticket -> Accounts.find(store, by.id())
                        .filter(now -> maySee(now, ticket))
                        .isPresent());
    }

    /** @throws Refusal {@code NOT_FOUND} if the ticket does not exist, and also if the account may not see it */
    public static Ticket visible(JdbcClient store, Account by, String id) {
        return find(store, by, id).orElseThrow(Refusal::notFound);
    }
}
