package io.stompdesk.command;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that stores nothing, such as "I am typing". It needs no clientId, and sending it twice does no harm.
 *
 * @param account who sent it
 * @param connectionId the connection that it came through
 * @param clientId given back with a reply
 * @param body its content
 */
public record SignalCommand<T>(
        Account account, String connectionId, @Nullable UUID clientId, T body) {

    public Actor actor() {
        return account.actor();
    }
}
