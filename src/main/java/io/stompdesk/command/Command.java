package io.stompdesk.command;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Actor;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.CommandKey;

/**
 * A decoded command from an authenticated account, as controllers receive it.
 *
 * @param account the sender
 * @param address the sender's client address
 * @param key the idempotency key, which makes the command safe to resend
 * @param body the content without the clientId
 */
public record Command<T>(Account account, ClientAddress address, CommandKey key, T body) {

    public Actor actor() {
        return account.actor();
    }
}
