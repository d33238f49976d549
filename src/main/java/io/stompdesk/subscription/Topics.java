package io.stompdesk.subscription;

import java.util.Optional;

/** What one feature offers for subscription. Each feature has one; together they are all that there is. */
public interface Topics {

    /**
     * The topic behind a destination.
     *
     * @param destination as the client wrote it, for example {@code /queue/ticket.K7Q29XMD}; already of a shape that
     *     {@link Destination} allows
     */
    Optional<Topic> at(String destination);
}
