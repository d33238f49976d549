package io.stompdesk.auth;

import java.util.concurrent.CompletableFuture;

/** Ends what depends on a right that an account has lost. The answer to the admin waits until that is done. */
public interface RevocationHandler {

    /**
     * Called like a listener of {@link AccountChanged}, on the thread of the commit dispatcher; must not block.
     *
     * @return completes, always normally, once everything that depended on a lost right has ended
     */
    CompletableFuture<Void> accountChanged(AccountChanged event);
}
