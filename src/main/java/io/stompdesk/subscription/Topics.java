package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import java.util.Optional;

/** Resolves destinations to the topics of one feature. A destination that no feature resolves does not exist. */
public interface Topics {

    /**
     * Finds the topic of a destination. {@code /user/queue/…} names a different topic for each account.
     *
     * @param destination as the client wrote it, for example {@code /queue/ticket.K7Q29XMD}; its form has already been
     *     checked against the table of destinations
     * @param account the subscriber; {@link Topic#mayRead} decides later whether they may read the topic
     */
    Optional<Topic> at(String destination, Account account);
}
