package io.stompdesk.subscription;

import io.stompdesk.account.Account;
import io.stompdesk.stream.StreamName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Something that a client can subscribe to, as the feature that owns it knows it. */
public interface Topic {

    /** The stream behind it; {@code null} where there are only signals. */
    default @Nullable StreamName stream() {
        return null;
    }

    /**
     * Where the broker finds the topic's subscribers, whatever destination each of them wrote; {@code null} where one
     * connection alone is sent to. A topic with signals only has to say it.
     */
    default @Nullable String brokerDestination() {
        StreamName stream = stream();
        return stream == null ? null : destinationOf(stream);
    }

    /** The broker's destination of what a stream carries. A ticket's stream is a queue, all others are topics. */
    static String destinationOf(StreamName stream) {
        return (stream.value().startsWith("ticket.") ? "/queue/" : "/topic/") + stream.value();
    }

    /** Whether this account may read it now. What one may not read does not exist for one. */
    boolean mayRead(Account account, JdbcClient store);

    /** The state that the stream's events have led to, as this account may see it. */
    default Snapshot snapshot(Account account, JdbcClient store) {
        throw new UnsupportedOperationException("There is no stream behind " + this);
    }

    /** The signals that tell a new subscriber how things stand. */
    default List<Signal> present(Account account) {
        return List.of();
    }
}
