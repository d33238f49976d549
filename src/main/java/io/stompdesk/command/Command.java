package io.stompdesk.command;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Actor;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.CommandKey;

/**
 * A command as a controller receives it: decoded, from an authenticated account.
 *
 * @param account who sent it
 * @param address where they are
 * @param key what makes it safe to send again
 * @param body its content, without the clientId
 */
public record Command<T>(Account account, ClientAddress address, CommandKey key, T body) {

    public Actor actor() {
        return account.actor();
    }
}
