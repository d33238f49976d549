package io.stompdesk.stream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.stompdesk.kernel.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL, used by one desk at a time: see {@link DatabaseLock}. */
final class PostgresStore implements Store, AutoCloseable {

    /** The key of the advisory lock that orders writers: "desk" in ASCII. */
    private static final long WRITER_LOCK = 0x6465_736bL;

    private static final Set<String> DURABLE_COMMIT = Set.of("on", "local", "remote_write", "remote_apply");
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

    /**
     * Locks the database before the migrations run, because a second desk must not migrate it either.
     *
     * @throws StartRefused if another desk uses the database
     */
    PostgresStore reserve() throws SQLException {
        lock.hold();
        return this;
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
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("reads");
        PGSimpleDataSource source = source(url);
        // By default the driver lets a read-only connection write outside a transaction.
        source.setReadOnlyMode("always");
        pool.setDataSource(source);
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(readers);
        pool.setConnectionTimeout(READ_CONNECTION_TIMEOUT.toMillis());
        // The pool is created before the migrations run, so it must not connect yet.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
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
