package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.Accounts;
import io.stompdesk.account.DemoAccounts;
import io.stompdesk.kernel.StartupTask;
import io.stompdesk.stream.CommandKey;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Creates tickets for the demo customers. A fixed clientId per ticket makes sure that each is created only once. */
@Component
final class DemoTickets extends StartupTask {

    private final Tickets tickets;
    private final Accounts accounts;
    private final DemoAccounts demo;

    DemoTickets(Tickets tickets, Accounts accounts, DemoAccounts demo) {
        this.tickets = tickets;
        this.accounts = accounts;
        this.demo = demo;
    }

    @Override
    protected void run() {
        if (demo.wanted()) {
            open(
                    "carol",
                    "The invoice of March is missing",
                    "I can see February and April, but not March.",
                    Priority.NORMAL);
            open("carol", "How do I change my address?", "We are moving next month.", Priority.LOW);
            open(
                    "dan",
                    "Nobody in our office can log in",
                    "Since this morning, all of us: \"session expired\".",
                    Priority.URGENT);
        }
    }

    private void open(String customer, String subject, String description, Priority priority) {
        Account account = accounts.findByUsername(customer).orElseThrow();
        UUID clientId = UUID.nameUUIDFromBytes(("demo " + subject).getBytes(StandardCharsets.UTF_8));
        OpenTicket request = new OpenTicket(null, subject, description, null, priority, null);
        tickets.create(new CommandKey(account.id(), clientId, "demo"), account, null, request)
                .join();
    }
}
