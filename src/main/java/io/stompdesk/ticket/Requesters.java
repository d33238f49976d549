package io.stompdesk.ticket;

import io.stompdesk.account.Account;
import io.stompdesk.account.AccountChanges;
import io.stompdesk.account.Accounts;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import io.stompdesk.kernel.Text;
import io.stompdesk.stream.Transaction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Determines the customer of a new ticket. */
@Component
final class Requesters {

    private final AccountChanges accounts;

    Requesters(AccountChanges accounts) {
        this.accounts = accounts;
    }

    /** The account that opens the ticket, or the customer for whom staff open it. */
    Actor of(Transaction transaction, Account by, OpenTicket.@Nullable Requester requester) {
        if (requester == null) {
            return by.actor();
        }
        if (!by.isStaff()) {
            throw new Refusal(ErrorCode.FORBIDDEN);
        }
        String accountId = requester.accountId();
        if (accountId == null) {
            return accounts.guest(requester.name(), requester.email())
                    .apply(transaction)
                    .actor();
        }
        if (Text.hasNul(accountId)) {
            throw Refusal.invalid("requester", "is not a customer of this desk");
        }
        return Accounts.find(transaction.store(), accountId)
                .filter(account -> account.role() == Role.CUSTOMER && !account.disabled())
                .map(Account::actor)
                .orElseThrow(() -> Refusal.invalid("requester", "is not a customer of this desk"));
    }
}
