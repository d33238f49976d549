package io.stompdesk.stream;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How stored history ends: what deletes events deletes with them what guards the commands that led to them. */
public final class Retention {

    private Retention() {}

    /**
     * Deletes the oldest events of a stream, and the memory of each command of which no event is left then: as long as
     * one is, the same command again gets its first reply. Seqs and positions go on as if nothing had been deleted.
     *
     * @param upTo the last seq that may go
     * @param limit events to delete at most; if that many were, there may be more
     * @return how many events were deleted
     */
    public static int deleteEvents(Transaction transaction, StreamName stream, long upTo, int limit) {
        JdbcClient store = transaction.store();
        List<Long> positions = store.sql("""
            DELETE FROM event WHERE position IN (
                SELECT position FROM event WHERE stream = ? AND seq <= ? ORDER BY seq LIMIT ?)
            RETURNING position\
            """)
                .params(stream.value(), upTo, limit)
                .query((row, _) -> row.getLong("position"))
                .list();
        positions.forEach(position -> deleteCommandOf(store, position));
        return positions.size();
    }

    /** A command's events have positions next to each other, and few. */
    private static void deleteCommandOf(JdbcClient store, long position) {
        store.sql("""
            DELETE FROM command
            WHERE last_position = (
                    SELECT min(last_position) FROM command
                    WHERE last_position >= :position AND last_position IS NOT NULL)
                AND first_position <= :position
                AND NOT EXISTS (
                    SELECT 1 FROM event WHERE event.position BETWEEN command.first_position AND command.last_position)\
            """).param("position", position).update();
    }

    /**
     * Deletes the memory of old commands that led to no event.
     *
     * @return how many
     */
    public static int deleteCommandsWithoutEvent(Transaction transaction, Instant before) {
        return transaction
                .store()
                .sql("DELETE FROM command WHERE last_position IS NULL AND at < ?")
                .param(before.toEpochMilli())
                .update();
    }
}
