package io.stompdesk.stream;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes old events together with the stored replies of the commands that caused them. */
public final class Retention {

    private Retention() {}

    /**
     * Deletes the oldest events of a stream, and the stored reply of each command that has no events left. Until then,
     * sending the same command again returns its first reply. Later seqs and positions continue as if nothing had been
     * deleted.
     *
     * @param upTo the last seq that may be deleted
     * @param limit the maximum number of events to delete; if the result equals it, there may be more
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

    /** Relies on a command's events being few and having adjacent positions. */
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
     * Deletes the stored replies of old commands that caused no events.
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
