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

    /** Whether this account may read it now. What one may not read does not exist for one. */
    boolean mayRead(Account account, JdbcClient store);

    /** The state that the stream's events have led to, as this account may see it: the {@code data} of a snapshot. */
    default Object snapshot(Account account, JdbcClient store) {
        throw new UnsupportedOperationException("There is no stream behind " + this);
    }

    /** The signals that tell a new subscriber how things stand. */
    default List<Signal> present(Account account) {
        return List.of();
    }
}
