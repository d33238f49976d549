package io.stompdesk.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.RowMapper;

/**
 * What a command reads first. It is read in the same statement that looks for the command's stored reply, because each
 * statement is a round trip to PostgreSQL.
 *
 * @param sql a query for at most one row; its column names must be unique and must not begin with {@code kept_}
 * @param params the values of its placeholders
 * @param row maps the row to the result
 */
public record Lookup<T>(String sql, List<Object> params, RowMapper<T> row) {

    /** Makes a command that begins with this lookup. */
    public Change<Reply> then(BiFunction<Transaction, Optional<T>, Reply> change) {
        return new LookupChange<>(this, change);
    }
}
