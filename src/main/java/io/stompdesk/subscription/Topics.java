package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import java.util.Optional;

/** What one feature offers for subscription. Each feature has one; together they are all that there is. */
public interface Topics {

    /**
     * The topic behind a destination. {@code /user/queue/…} is another topic for each account.
     *
     * @param destination as the client wrote it, for example {@code /queue/ticket.K7Q29XMD}; already of a shape that
     *     the table of destinations allows
     * @param account whose subscription it is; whether they may read the topic is for {@link Topic#mayRead} to say
     */
    Optional<Topic> at(String destination, Account account);
}
