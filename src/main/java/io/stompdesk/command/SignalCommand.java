package io.stompdesk.command;

import io.stompdesk.account.Account;
import io.stompdesk.connection.Connection;
import io.stompdesk.kernel.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that stores nothing, such as a typing signal. It needs no clientId, because resending it does no harm.
 *
 * @param connection the sender's connection
 * @param clientId repeated in the reply, if the client sent one
 * @param body the content without the clientId
 */
public record SignalCommand<T>(
        Connection connection, @Nullable UUID clientId, T body) {

    /** The sender. */
    public Account account() {
        return connection.account();
    }

    public Actor actor() {
        return account().actor();
    }
}
