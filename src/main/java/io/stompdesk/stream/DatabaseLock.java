package io.stompdesk.stream;

import io.stompdesk.kernel.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second desk away from a PostgreSQL database, as {@link DataDirectory} does for a folder: each would tell its
 * own clients alone of what it stores.
 *
 * <p>The lock has a connection of its own. PostgreSQL releases it with that connection, however it ends. A desk that
 * has lost it takes it again before it writes on, and stores nothing while another desk has it.
 */
final class DatabaseLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseLock.class);

    /** The lock's number: "one desk" in ASCII. */
    private static final long ONE_DESK = 0x6f6e_6520_6465_736bL;

    /** A desk that was killed a moment ago may not have vanished from the server yet. */
    private static final String PATIENCE = "5s";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** How long a lock that was seen is believed to be held. */
    private static final long BELIEVED_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int ANSWER_S = 5;

    private final DataSource database;
    private @Nullable Connection holder;
    private long seen;

    DatabaseLock(DataSource database) {
        this.database = database;
    }

    /** The same as {@link #hold}, but does not ask the server each time. */
    synchronized void confirm() throws SQLException {
        if (holder == null || System.nanoTime() - seen > BELIEVED_NANOS) {
            hold();
        }
    }

    /**
     * Returns with the lock held.
     *
     * @throws StartRefused if another desk has it
     */
    synchronized void hold() throws SQLException {
        if (isHeld()) {
            seen = System.nanoTime();
            return;
        }
        close();
        Connection opened = database.getConnection();
        try {
            lock(opened);
        } catch (SQLException | StartRefused refused) {
            opened.close();
            throw refused;
        }
        holder = opened;
        seen = System.nanoTime();
    }

    private boolean isHeld() throws SQLException {
        Connection open = holder;
        if (open == null || open.isValid(ANSWER_S)) {
            return open != null;
        }
        log.warn("The lock that keeps other desks away from the database was lost, and is taken again.");
        return false;
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // So that the server notices within half a minute when the machine of a desk is gone.
            statement.execute("SET tcp_keepalives_idle = 10");
            statement.execute("SET tcp_keepalives_interval = 5");
            statement.execute("SET tcp_keepalives_count = 3");
            statement.execute("SET lock_timeout = '" + PATIENCE + "'");
            statement.execute("SELECT pg_advisory_lock(" + ONE_DESK + ")");
        } catch (SQLException failed) {
            if (LOCK_NOT_AVAILABLE.equals(failed.getSQLState())) {
                throw new StartRefused("Another desk uses the database " + connection.getCatalog() + ".", failed);
            }
            throw failed;
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        Connection open = holder;
        holder = null;
        if (open != null) {
            open.close();
        }
    }
}
