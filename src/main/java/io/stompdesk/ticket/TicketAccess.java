package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which tickets an account may see: its own, and for staff those of their projects. Commands, REST, topics and search
 * all ask here.
 *
 * <p>The rule is written twice: {@link #maySee} for one ticket, {@link #condition} for lists of them. A test compares
 * the two.
 */
public final class TicketAccess {

    private TicketAccess() {}

    /** The rule for an account and a ticket as of when they were read. */
    public static boolean maySee(Account account, Ticket ticket) {
        return !account.disabled() && (ticket.isCustomer(account.actor()) || account.mayWorkIn(ticket.project()));
    }

    /** For what only the staff of the ticket's project may do; being its customer is not enough. */
    static boolean mayWorkOn(Account account, Ticket ticket) {
        return account.mayWorkIn(ticket.project());
    }

    /** {@link #maySee} as a condition on the table {@code ticket}, with the values of {@link #values}. */
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

    /** The ticket with this id, if the account may see it as of this store's moment. */
    static Optional<Ticket> find(JdbcClient store, Account by, String id) {
        return TicketTable.find(store, id)
                .filter(ticket -> Accounts.find(store, by.id())
                        .filter(now -> maySee(now, ticket))
                        .isPresent());
    }

    /** @throws Refusal {@code NOT_FOUND} if it is not there or not theirs to see: the answer is the same */
    public static Ticket visible(JdbcClient store, Account by, String id) {
        return find(store, by, id).orElseThrow(Refusal::notFound);
    }
}
