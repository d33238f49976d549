package io.stompdesk.command;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that stores nothing, such as a typing signal. It needs no clientId, because resending it does no harm.
 *
 * @param account the sender
 * @param connectionId the id of the sender's connection
 * @param clientId repeated in the reply, if the client sent one
 * @param body the content without the clientId
 */
public record SignalCommand<T>(
        Account account, String connectionId, @Nullable UUID clientId, T body) {

    public Actor actor() {
        return account.actor();
    }
}
