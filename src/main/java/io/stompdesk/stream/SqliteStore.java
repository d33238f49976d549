package io.stompdesk.stream;

import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite in one file, with a write-ahead log and {@code synchronous=FULL}: a commit returns only after the log is on
 * the disk.
 *
 * <p>While the desk runs, what was stored last is in the log alone. So the database file carries a mark as long as it
 * is in use: its {@code user_version} equals its {@code schema_version}. A file with the mark and without a log is a
 * copy that lacks what was in the log. Copies made by SQLite itself ({@code .backup}, {@code VACUUM INTO}) are whole;
 * they get another {@code schema_version}, so their mark does not count.
 */
final class SqliteStore implements Store, AutoCloseable {

    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final String FULL = "2";

    private static final Logger log = LoggerFactory.getLogger(SqliteStore.class);

    /** The driver's setting for the folder into which it unpacks its native library. */
    private static final String LIBRARY_FOLDER = "org.sqlite.tmpdir";

    /** The places of the two versions in the file's header. See <a href="https://www.sqlite.org/fileformat2.html">. */
    private static final int HEADER_BYTES = 100;

    private static final int SCHEMA_VERSION = 40;
    private static final int USER_VERSION = 60;

    private final Path file;
    private final String url;
    private final int readers;
    private volatile boolean marked;

    SqliteStore(Path file, int readers) {
        this.file = file;
        this.url = "jdbc:sqlite:" + file;
        this.readers = readers;
    }

    /**
     * Loads the driver's native library from the data directory, because many machines run no programs from their
     * temporary folder.
     *
     * @throws StartRefused if it cannot be loaded
     */
    static void loadLibrary(DataDirectory directory) {
        String folder = System.getProperty(LIBRARY_FOLDER);
        if (folder == null) {
            folder = directory.emptyFolderForLibraries().toAbsolutePath().toString();
            System.setProperty(LIBRARY_FOLDER, folder);
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception impossible) {
            throw new StartRefused(
                    "SQLite's native library cannot be loaded from the folder " + folder
                            + ", which may not allow programs to run (noexec): name another folder with -D"
                            + LIBRARY_FOLDER + "=….",
                    impossible);
        }
    }

    /**
     * Refuses a copy that lacks what was stored last. The file that a killed desk had in use here is no copy: its log
     * is gone because another program, such as {@code sqlite3}, has opened it and moved the log into it.
     *
     * @param original whether this is the file that the last desk in this folder had in use
     * @throws StartRefused if it is a copy
     */
    void requireLog(boolean original) {
        if (!isMarked() || Files.exists(Path.of(file + "-wal"))) {
            return;
        }
        if (original) {
            log.warn("The log {}-wal is gone. If only SQLite itself has removed it, nothing is lost.", file);
            return;
        }
        throw new StartRefused("The database " + file + " is a copy of one that was in use, without its log " + file
                + "-wal, so it lacks what was stored last: copy both files, or start once with"
                + " --stompdesk.store.accept-missing-log=true to go on without it.");
    }

    /** Reads the file itself, because a connection would create a log. */
    private boolean isMarked() {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        try (FileChannel bytes = FileChannel.open(file)) {
            if (bytes.read(header) < HEADER_BYTES) {
                return false;
            }
        } catch (IOException unreadable) {
            throw new StartRefused("The database " + file + " cannot be read.", unreadable);
        }
        int mark = header.getInt(USER_VERSION);
        return mark != 0 && mark == header.getInt(SCHEMA_VERSION);
    }

    private void mark(Connection connection) throws SQLException {
        String schema = pragma(connection, "schema_version");
        if (!schema.equals(pragma(connection, "user_version"))) {
            boolean inFile = emptyLog(connection, schema);
            log.debug("The mark is in the file: {}", inFile);
        }
        marked = true;
    }

    /** Moves everything from the log into the database file, so that a copy of the file alone is whole. */
    @Override
    public void close() {
        if (!marked) {
            return;
        }
        try (Connection connection = forMigration().getConnection()) {
            if (!emptyLog(connection, "0")) {
                log.warn("Another program reads {}, so its log stays: copy both files.", file);
            }
        } catch (SQLException failed) {
            log.warn("The log of {} could not be moved into it: copy both files. {}", file, failed.getMessage());
        }
    }

    /** @return whether the log is empty; it is not while another program reads */
    private static boolean emptyLog(Connection connection, String mark) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + mark);
            try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                return result.getInt("busy") == 0;
            }
        }
    }

    @Override
    public Connection openForWriting() throws SQLException {
        Connection connection = forMigration().getConnection();
        try {
            requireDurable(connection);
            mark(connection);
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
        return ReadPool.of(dataSource(config), readers);
    }

    @Override
    public OptionalLong freeBytes() throws IOException {
        return OptionalLong.of(Files.getFileStore(file).getUsableSpace());
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
