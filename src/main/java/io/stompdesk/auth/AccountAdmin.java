package io.stompdesk.auth;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.AccountPatch;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Change;
import io.stompdesk.stream.Writer;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Changes accounts on behalf of admins and audits each change. Disabling an account also ends its logins. */
@Component
final class AccountAdmin {

    /** Contains ids and constants only. Text that users typed could forge log lines. */
    private static final Logger audit = LoggerFactory.getLogger("io.stompdesk.audit");

    private final AccountChanges changes;
    private final Writer writer;
    private final ApplicationEventPublisher events;
    private final ObjectProvider<LostRightsHandler> lostRights;

    AccountAdmin(
            AccountChanges changes,
            Writer writer,
            ApplicationEventPublisher events,
            ObjectProvider<LostRightsHandler> lostRights) {
        this.changes = changes;
        this.writer = writer;
        this.events = events;
        this.lostRights = lostRights;
    }

    CompletableFuture<Account> change(Account admin, String id, AccountPatch patch) {
        Change<Account> change = changes.byAdmin(admin, id, patch);
        return writer.submit(transaction -> {
                    Account before = Accounts.find(transaction.store(), id).orElseThrow(Refusal::notFound);
                    Account after = change.apply(transaction);
                    if (after.disabled()) {
                        LoginTable.endAll(transaction.store(), id, transaction.now());
                    }
                    return new AccountChanged(before, after);
                })
                .thenCompose(changed -> announce(admin, changed));
    }

    private CompletableFuture<Account> announce(Account admin, AccountChanged changed) {
        Account after = changed.after();
        audit.info(
                "account {} changed by {}: role {}, projects {}, disabled {}",
                after.id(),
                admin.id(),
                after.role(),
                after.projects(),
                after.disabled());
        events.publishEvent(changed);
        if (after.disabled()) {
            events.publishEvent(new LoginsEnded(after.id(), null));
        }
        CompletableFuture<?>[] ended = lostRights.stream()
                .map(handler -> handler.accountChanged(changed))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ended).thenApply(_ -> after);
    }
}
