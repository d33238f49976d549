package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Shapes;
import io.stompdesk.stream.StreamName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Something that a client can subscribe to. The feature that owns the topic implements it. */
public interface Topic {

    /** The stream that the topic carries; {@code null} if the topic carries only signals. */
    default @Nullable StreamName stream() {
        return null;
    }

    /**
     * The destination under which the broker finds the topic's subscribers, even if they wrote different destinations.
     * {@code null} for a topic of a single connection. A topic without a stream that is broadcast must override this.
     */
    default @Nullable String brokerDestination() {
        StreamName stream = stream();
        return stream == null ? null : destinationOf(stream);
    }

    /** The broker destination of a stream: a queue for a ticket's stream, a topic for all others. */
    static String destinationOf(StreamName stream) {
        return (stream.value().startsWith(Shapes.TICKET_STREAM) ? "/queue/" : "/topic/") + stream.value();
    }

    /** Whether this account may read the topic now. If not, the desk answers as if the topic did not exist. */
    boolean mayRead(Account account, JdbcClient store);

    /** The stream's current state, as this account may see it. */
    default Snapshot snapshot(Account account, JdbcClient store) {
        throw new UnsupportedOperationException("There is no stream behind " + this);
    }

    /** The signals that describe the current state to a new subscriber. */
    default List<Signal> currentSignals(Account account) {
        return List.of();
    }
}
