package io.stompdesk.stream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.stompdesk.kernel.StartRefused;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in one file, with a write-ahead log and {@code synchronous=FULL}: a commit returns only after the log is on
 * the disk.
 */
final class SqliteStore implements Store {

    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final String FULL = "2";

    private final String url;
    private final int readers;

    SqliteStore(Path file, int readers) {
        this.url = "jdbc:sqlite:" + file;
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

    private void requireDurable(Connection connection) throws SQLException {
        if (!"wal".equals(pragma(connection, "journal_mode")) || !FULL.equals(pragma(connection, "synchronous"))) {
            throw new StartRefused("The database "
                    + url
                    + " does not store durably (it needs journal_mode=WAL and"
                    + " synchronous=FULL; network drives are not supported).");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            return result.getString(1);
        }
    }

    /** Does nothing: transactions of the writing connection are IMMEDIATE and take the lock when they begin. */
    @Override
    public void lockForWriting(JdbcClient transaction) {}

    @Override
    public DataSource readPool() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("reads");
        pool.setDataSource(dataSource(config));
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(readers);
        pool.setConnectionTimeout(READ_CONNECTION_TIMEOUT.toMillis());
        // The pool is created before the migrations run, so it must not connect yet.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    @Override
    public DataSource forMigration() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        return dataSource(config);
    }

    private SQLiteDataSource dataSource(SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    @Override
    public List<String> migrations() {
        return List.of("classpath:db/migration", "classpath:db/sqlite");
    }

    @Override
    public Map<String, String> dialect() {
        return Map.of(
                "position", "INTEGER PRIMARY KEY",
                "clustered", "WITHOUT ROWID",
                "random_id", "lower(hex(randomblob(16)))");
    }

    @Override
    public int snapshotIsolation() {
        return Connection.TRANSACTION_SERIALIZABLE;
    }
}
