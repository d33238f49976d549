package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.AccountPatch;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.AuditLog;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.Change;
import io.stompdesk.stream.Writer;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Changes accounts on behalf of admins and audits each change. Disabling an account also ends its logins. */
@Component
final class AccountAdmin {

    private final AccountChanges changes;
    private final Writer writer;
    private final ApplicationEventPublisher events;
    private final ObjectProvider<RevocationHandler> revocations;

    AccountAdmin(
            AccountChanges changes,
            Writer writer,
            ApplicationEventPublisher events,
            ObjectProvider<RevocationHandler> revocations) {
        this.changes = changes;
        this.writer = writer;
        this.events = events;
        this.revocations = revocations;
    }

    CompletableFuture<Account> change(Account admin, ClientAddress from, String id, AccountPatch patch) {
        Change<Account> change = changes.byAdmin(admin, id, patch);
        return writer.submit(
                transaction -> {
                    Account before = Accounts.find(transaction.store(), id).orElseThrow(Refusal::notFound);
                    Account after = change.apply(transaction);
                    if (after.disabled()) {
                        LoginTable.endAll(transaction.store(), id, transaction.now());
                    }
                    return new AccountChanged(before, after);
                },
                changed -> announce(admin, from, changed));
    }

    private CompletableFuture<Account> announce(Account admin, ClientAddress from, AccountChanged changed) {
        Account after = changed.after();
        AuditLog.write(
                "account-changed",
                "account",
                after.id(),
                "role",
                after.role(),
                "projects",
                after.projects(),
                "disabled",
                after.disabled(),
                "by",
                admin.id(),
                "from",
                from.network());
        CompletableFuture<?>[] ended = revocations.stream()
                .map(handler -> handler.accountChanged(changed))
                .toArray(CompletableFuture<?>[]::new);
        events.publishEvent(changed);
        if (after.disabled()) {
            events.publishEvent(new LoginsEnded(after.id(), null));
        }
        return CompletableFuture.allOf(ended).thenApply(_ -> after);
    }
}
