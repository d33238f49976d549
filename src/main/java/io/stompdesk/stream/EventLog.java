package io.stompdesk.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads stored events. They are the authority for what subscribers see. */
@Component
public final class EventLog {

    private static final String EVENT = "SELECT position, stream, seq, type, body FROM event";

    private final JdbcClient reads;

    EventLog(JdbcClient reads) {
        this.reads = reads;
    }

    /** The next events of a stream after {@code since}, in order, at most {@code limit}. */
    public List<StoredEvent> after(StreamName stream, long since, int limit) {
        return after(reads, stream, since, limit);
    }

    /** The same within a caller's snapshot. */
    public static List<StoredEvent> after(JdbcClient snapshot, StreamName stream, long since, int limit) {
        return snapshot.sql(EVENT + " WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?")
                .params(stream.value(), since, limit)
                .query((row, _) -> event(row))
                .list();
    }

    /** What is kept of a stream. */
    public Extent extent(StreamName stream) {
        return extent(reads, stream);
    }

    /** The same within a caller's snapshot. */
    public static Extent extent(JdbcClient snapshot, StreamName stream) {
        return snapshot.sql("SELECT head, (SELECT min(seq) FROM event WHERE stream = name) AS first"
                        + " FROM stream WHERE name = ?")
                .param(stream.value())
                .query((row, _) -> new Extent(
                        Optional.ofNullable((Number) row.getObject("first"))
                                .map(Number::longValue)
                                .orElse(row.getLong("head") + 1),
                        row.getLong("head")))
                .optional()
                .orElse(new Extent(1, 0));
    }

    /**
     * What is kept of a stream.
     *
     * @param first the oldest seq that is kept; {@code head + 1} if none is
     * @param head the last seq that was given, 0 if none was
     */
    public record Extent(long first, long head) {

        /** Whether every event after {@code since} is still available for replay. */
        public boolean reachesBackTo(long since) {
            return since <= head && since >= first - 1;
        }
    }

    /**
     * The epoch of the store. It changes when a backup is restored, which makes the positions that clients know
     * invalid.
     */
    public String epoch() {
        return reads.sql("SELECT value FROM desk WHERE name = 'epoch'")
                .query(String.class)
                .single();
    }

    static List<StoredEvent> afterPosition(JdbcClient store, long position) {
        return store.sql(EVENT + " WHERE position > ? ORDER BY position")
                .param(position)
                .query((row, _) -> event(row))
                .list();
    }

    static long lastPosition(JdbcClient store) {
        return store.sql("SELECT coalesce(max(position), 0) FROM event")
                .query(Long.class)
                .single();
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("position"),
                new StreamName(row.getString("stream")),
                row.getLong("seq"),
                row.getString("type"),
                row.getString("body"));
    }
}
