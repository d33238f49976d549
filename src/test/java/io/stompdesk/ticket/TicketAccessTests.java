package io.stompdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.StompTest;
import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All forms of the rule about who may see a ticket must agree. Each case is undone afterwards. */
@StompTest
class TicketAccessTests {

    @Autowired
    private Writer writer;

    /** The ticket belongs to the project support. {@code works in} is the content of the table of memberships. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # role   | works in        | its customer | disabled | sees it | works on it
        CUSTOMER |                 | true         | false    | true    | false
        CUSTOMER |                 | false        | false    | false   | false
        CUSTOMER |                 | true         | true     | false   | false
        CUSTOMER | support         | false        | false    | false   | false
        CUSTOMER | support         | true         | false    | true    | false
        AGENT    | support         | false        | false    | true    | true
        AGENT    | support         | true         | false    | true    | true
        AGENT    | support,billing | false        | false    | true    | true
        AGENT    | billing         | false        | false    | false   | false
        AGENT    | billing         | true         | false    | true    | false
        AGENT    |                 | false        | false    | false   | false
        AGENT    |                 | true         | false    | true    | false
        AGENT    | support         | false        | true     | false   | false
        AGENT    | support         | true         | true     | false   | false
        ADMIN    |                 | false        | false    | true    | true
        ADMIN    |                 | true         | false    | true    | true
        ADMIN    |                 | false        | true     | false   | false
        ADMIN    |                 | true         | true     | false   | false
        """)
    void theRuleIsTheSameHoweverItIsAsked(
            Role role, @Nullable String projects, boolean customer, boolean disabled, boolean sees, boolean works) {
        AtomicReference<Answers> answers = new AtomicReference<>();
        CompletableFuture<Object> undone = writer.submit(transaction -> {
            Account account =
                    account(transaction, role, disabled, projects == null ? List.of() : List.of(projects.split(",")));
            Account other = account(transaction, Role.CUSTOMER, false, List.of());
            answers.set(Answers.of(transaction.store(), account, ticket(transaction, customer ? account : other)));
            throw Refusal.notFound();
        });

        assertThat(undone).failsWithin(Duration.ofSeconds(10));
        assertThat(answers.get()).isEqualTo(new Answers(sees, sees, sees, sees, works));
    }

    /** The result of each form of the rule. */
    private record Answers(boolean object, boolean sql, boolean found, boolean command, boolean staffsCommand) {

        static Answers of(JdbcClient store, Account account, Ticket ticket) {
            return new Answers(
                    TicketAccess.maySee(account, ticket),
                    TicketTable.page(store, TicketQuery.visibleTo(account), 1000).stream()
                            .anyMatch(row -> row.ticket().id().equals(ticket.id())),
                    TicketAccess.find(store, account, ticket.id()).isPresent(),
                    isAllowed(() -> TicketAccess.visible(store, account, ticket.id())),
                    TicketAccess.mayWorkOn(account, ticket));
        }

        private static boolean isAllowed(Runnable command) {
            try {
                command.run();
                return true;
            } catch (Refusal notFound) {
                return false;
            }
        }
    }

    private static Account account(Transaction transaction, Role role, boolean disabled, List<String> projects) {
        String id = OpaqueId.make();
        transaction
                .store()
                .sql("INSERT INTO account (id, name, name_folded, name_skeleton, role, guest, disabled, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(id, id, id, id, role.name(), false, disabled, 0)
                .update();
        projects.forEach(project -> member(transaction, id, project));
        return Accounts.find(transaction.store(), id).orElseThrow();
    }

    private static void member(Transaction transaction, String account, String project) {
        transaction
                .store()
                .sql("INSERT INTO project (id, name) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
                .params(project, project)
                .update();
        transaction
                .store()
                .sql("INSERT INTO membership (project, account) VALUES (?, ?)")
                .params(project, account)
                .update();
    }

    private static Ticket ticket(Transaction transaction, Account customer) {
        Instant now = transaction.now();
        Ticket ticket = new Ticket(
                TicketId.random(),
                "support",
                "rights",
                Priority.NORMAL,
                Status.WAITING,
                customer.actor(),
                null,
                now,
                now,
                null,
                null);
        assertThat(TicketTable.insert(transaction.store(), ticket, new TicketText("rights", null)))
                .isTrue();
        return ticket;
    }
}
