package io.stompdesk.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.RowMapper;

/**
 * What a command reads before anything else. It is asked in the same statement as whether the command was done before,
 * since each statement is a round trip to PostgreSQL.
 *
 * @param sql finds one row at most; its columns have names of their own, and none begins with {@code kept_}
 * @param params for the question marks in it
 * @param row makes what is found of the row
 */
public record Lookup<T>(String sql, List<Object> params, RowMapper<T> row) {

    /** A command that begins with this. */
    public Change<Reply> then(BiFunction<Transaction, Optional<T>, Reply> change) {
        return new LookupChange<>(this, change);
    }
}
