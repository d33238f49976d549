package io.stompdesk.stream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.stompdesk.kernel.StartRefused;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL, where several copies of the desk may write: they take turns by an advisory lock. */
final class PostgresStore implements Store {

    /** The lock's number: "desk" in ASCII. */
    private static final long WRITERS = 0x6465_736bL;

    private static final Set<String> DURABLE_COMMIT = Set.of("on", "local", "remote_write", "remote_apply");
    private static final int CONNECT_TIMEOUT_S = 5;
    private static final int SOCKET_TIMEOUT_S = 30;

    private final String url;
    private final int readers;

    PostgresStore(String url, int readers) {
        this.url = url;
        this.readers = readers;
    }

    @Override
    public Connection openForWriting() throws SQLException {
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
    public void lockForWriting(JdbcClient transaction) {
        transaction
                .sql("SELECT 1 FROM (SELECT pg_advisory_xact_lock(?)) AS turn")
                .param(WRITERS)
                .query(Integer.class)
                .single();
    }

    @Override
    public DataSource readPool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("reads");
        PGSimpleDataSource source = source();
        // By default the driver lets a read-only connection write outside a transaction.
        source.setReadOnlyMode("always");
        pool.setDataSource(source);
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(readers);
        // Who asks while the database is gone is told so, and does not hold its thread for long.
        pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(CONNECT_TIMEOUT_S));
        // The pool is made before the migrations make what there is to read.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    @Override
    public DataSource forMigration() {
        return source();
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(CONNECT_TIMEOUT_S);
        source.setSocketTimeout(SOCKET_TIMEOUT_S);
        source.setTcpKeepAlive(true);
        source.setUrl(url);
        return source;
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
