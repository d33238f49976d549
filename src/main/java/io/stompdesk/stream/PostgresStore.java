package io.stompdesk.stream;

import io.stompdesk.kernel.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL, used by one desk at a time: see {@link DatabaseLock}. */
final class PostgresStore implements Store, AutoCloseable {

    /** The key of the advisory lock that orders writers: "desk" in ASCII. */
    private static final long WRITER_LOCK = 0x6465_736bL;

    private static final Set<String> DURABLE_COMMIT = Set.of("on", "local", "remote_write", "remote_apply");
    private static final Logger log = LoggerFactory.getLogger(PostgresStore.class);

    /** Classes of SQL states. */
    private static final String CONNECTION_FAILED = "08";

    private static final String SERVER_STARTS_OR_STOPS = "57P";
    private static final Duration RETRY = Duration.ofMillis(500);

    private static final int CONNECT_TIMEOUT_S = 5;
    private static final int SOCKET_TIMEOUT_S = 30;

    private final String url;
    private final int readers;

    private final DatabaseLock lock;

    PostgresStore(String url, int readers) {
        this.url = url;
        this.readers = readers;
        this.lock = new DatabaseLock(source(url));
    }

    /** The same without waiting. */
    PostgresStore reserve() throws SQLException {
        return reserve(Duration.ZERO);
    }

    /**
     * Locks the database before the migrations run, because a second desk must not migrate it either. Waits for a
     * database that is not up yet.
     *
     * @throws StartRefused if another desk uses the database
     */
    PostgresStore reserve(Duration patience) throws SQLException {
        long begin = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                lock.hold();
                return this;
            } catch (SQLException failed) {
                if (!mayCome(failed) || System.nanoTime() - begin >= patience.toNanos()) {
                    throw failed;
                }
                if (attempt == 1) {
                    log.warn("Waiting {} s for the database: {}", patience.toSeconds(), failed.getMessage());
                }
            }
            pause();
        }
    }

    /** Whether the database may only need time: it cannot be reached, or is starting or stopping. */
    private static boolean mayCome(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith(CONNECTION_FAILED) || state.startsWith(SERVER_STARTS_OR_STOPS);
    }

    private static void pause() {
        LockSupport.parkNanos(RETRY.toNanos());
        if (Thread.interrupted()) {
            throw new StartRefused("The desk was stopped while it waited for the database.");
        }
    }

    @Override
    public void close() throws SQLException {
        lock.close();
    }

    @Override
    public Connection openForWriting() throws SQLException {
        lock.hold();
        Connection connection = forMigration().getConnection();
        try {
            requireDurable(connection);
            return connection;
        } catch (SQLException | StartRefused unusable) {
            connection.close();
            throw unusable;
        }
    }

    private static void requireDurable(Connection connection) throws SQLException {
        String fsync = setting(connection, "fsync");
        String pages = setting(connection, "full_page_writes");
        String commit = setting(connection, "synchronous_commit");
        if (!"on".equals(fsync) || !"on".equals(pages) || !DURABLE_COMMIT.contains(commit)) {
            throw new StartRefused("PostgreSQL does not store durably (fsync="
                    + fsync
                    + ", full_page_writes="
                    + pages
                    + ", synchronous_commit="
                    + commit
                    + "; all three must be on).");
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW " + name)) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    public void lockForWriting(JdbcClient transaction) throws SQLException {
        try {
            lock.confirm();
        } catch (StartRefused taken) {
            throw new SQLException(taken.getMessage(), taken);
        }
        transaction
                .sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(?)) AS turn")
                .param(WRITER_LOCK)
                .query(Integer.class)
                .single();
    }

    @Override
    public DataSource readPool() {
        PGSimpleDataSource source = source(url);
        // By default the driver lets a read-only connection write outside a transaction.
        source.setReadOnlyMode("always");
        return ReadPool.of(source, readers);
    }

    /** Empty: the disk is the database's own matter. */
    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    @Override
    public DataSource forMigration() {
        return source(url);
    }

    private static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_TIMEOUT_S);
        source.setSocketTimeout(SOCKET_TIMEOUT_S);
        source.setTcpKeepAlive(true);
        source.setUrl(url);
        return source;
    }

    @Override
    public List<String> migrations() {
        return List.of("classpath:db/migration", "classpath:db/postgres");
    }

    @Override
    public Map<String, String> dialect() {
        return Map.of(
                "position", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
                "clustered", "",
                "random_id", "replace(gen_random_uuid()::text, '-', '')");
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_REPEATABLE_READ;
    }
}
