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
 * Keeps a second desk away from a PostgreSQL database, as {@link DataDirectory} does for a directory. Each desk would
 * publish its changes only to its own clients.
 *
 * <p>The lock has its own connection. PostgreSQL releases the lock when that connection ends, even after a crash. A
 * desk that has lost the lock must take it again before it writes, and stores nothing while another desk has it.
 */
final class DatabaseLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseLock.class);

    /** The key of the advisory lock: "one desk" in ASCII. */
    private static final long ONE_DESK = 0x6f6e_6520_6465_736bL;

    /**
     * How long to wait for the lock. PostgreSQL may take a moment to release the lock of a desk that was just killed.
     */
    private static final String LOCK_TIMEOUT = "5s";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** How long the lock is assumed to be held after it was last confirmed. */
    private static final long CONFIRMATION_VALID_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int VALIDATION_TIMEOUT_S = 5;

    private final DataSource database;
    private @Nullable Connection holder;
    private long confirmedAt;

    DatabaseLock(DataSource database) {
        this.database = database;
    }

    /** The same as {@link #hold}, but queries the server at most once a second. */
    synchronized void confirm() throws SQLException {
        if (holder == null || System.nanoTime() - confirmedAt > CONFIRMATION_VALID_NANOS) {
            hold();
        }
    }

    /**
     * Takes the lock unless this desk already holds it.
     *
     * @throws StartRefused if another desk has it
     */
    synchronized void hold() throws SQLException {
        if (isHeld()) {
            confirmedAt = System.nanoTime();
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
        confirmedAt = System.nanoTime();
    }

    private boolean isHeld() throws SQLException {
        Connection open = holder;
        if (open == null || open.isValid(VALIDATION_TIMEOUT_S)) {
            return open != null;
        }
        log.warn("The connection that holds the database lock was lost. Trying to take the lock again.");
        return false;
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // With these the server notices within half a minute that a desk's machine is unreachable.
            statement.execute("SET tcp_keepalives_idle = 10");
            statement.execute("SET tcp_keepalives_interval = 5");
            statement.execute("SET tcp_keepalives_count = 3");
            statement.execute("SET lock_timeout = '" + LOCK_TIMEOUT + "'");
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
