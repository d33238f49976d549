package io.stompdesk.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads stored events. They are the authority for what subscribers see. */
@Component
public final class EventLog {

    private static final String EVENT = "SELECT position, stream, seq, type, body FROM event";

    private static final String SIZE = "SELECT seq, octet_length(body) AS bytes FROM event WHERE stream = ?";

    /** The size of the events that are read at once. */
    private static final long PART_BYTES = 128 * 1024;

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

    /**
     * Plans a page of a stream by the sizes of its events, of which it reads nothing else: the next events after
     * {@code since}, at most {@code limit}, and no more than {@code maxBytes} together unless the first alone is more.
     */
    public Page plan(StreamName stream, long since, int limit, long maxBytes) {
        List<Size> sizes = reads.sql(SIZE + " AND seq > ? ORDER BY seq LIMIT ?")
                .params(stream.value(), since, limit + 1)
                .query(EventLog::size)
                .list();
        List<Long> parts = new ArrayList<>();
        long last = since;
        long bytes = 0;
        long partBytes = 0;
        int count = 0;
        for (Size next : sizes) {
            if (count == limit || (count > 0 && bytes + next.bytes > maxBytes)) {
                break;
            }
            if (partBytes > 0 && partBytes + next.bytes > PART_BYTES) {
                parts.add(last);
                partBytes = 0;
            }
            count++;
            bytes += next.bytes;
            partBytes += next.bytes;
            last = next.seq;
        }
        if (count > 0) {
            parts.add(last);
        }
        return new Page(since, List.copyOf(parts), bytes, count < sizes.size());
    }

    /**
     * A page of events that have not been read yet.
     *
     * @param since the seq before the page
     * @param parts the last seq of each part of the page; parts are small enough to be held in memory
     * @param bytes the size of all events of the page
     * @param more whether the stream has events after the page
     */
    public record Page(long since, List<Long> parts, long bytes, boolean more) {

        /** The last seq of the page; {@code since} if the page is empty. */
        public long last() {
            return parts.isEmpty() ? since : parts.getLast();
        }
    }

    /** The events of a stream after {@code since} up to {@code last}, in order. */
    public List<StoredEvent> between(StreamName stream, long since, long last) {
        return between(reads, stream, since, last);
    }

    private static List<StoredEvent> between(JdbcClient snapshot, StreamName stream, long since, long last) {
        return snapshot.sql(EVENT + " WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq")
                .params(stream.value(), since, last)
                .query((row, _) -> event(row))
                .list();
    }

    /** The newest events of a stream, in order: at most {@code limit}, and no more than {@code maxBytes} together. */
    public static List<StoredEvent> newest(JdbcClient snapshot, StreamName stream, int limit, long maxBytes) {
        List<Size> sizes = snapshot.sql(SIZE + " ORDER BY seq DESC LIMIT ?")
                .params(stream.value(), limit)
                .query(EventLog::size)
                .list();
        long bytes = 0;
        long first = Long.MAX_VALUE;
        for (Size next : sizes) {
            bytes += next.bytes;
            if (bytes > maxBytes && first != Long.MAX_VALUE) {
                break;
            }
            first = next.seq;
        }
        return sizes.isEmpty() ? List.of() : between(snapshot, stream, first - 1, sizes.getFirst().seq);
    }

    private record Size(long seq, long bytes) {}

    private static Size size(ResultSet row, int number) throws SQLException {
        return new Size(row.getLong("seq"), row.getLong("bytes"));
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
