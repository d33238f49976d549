package io.stompdesk.stream;

import io.stompdesk.TestStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** The real writer with a real store that can be made to fail, without the rest of the desk. */
final class TestWriter implements AutoCloseable {

    /** A fault of the store, which happens once. */
    enum Fault {
        NONE,
        /** The commit fails and nothing is stored. */
        COMMIT_LOST,
        /** The commit takes effect, but its answer does not arrive. */
        COMMIT_UNKNOWN,
        /** No connection can be opened. */
        UNREACHABLE
    }

    final List<String> happened = new CopyOnWriteArrayList<>();
    final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    final Writer writer;
    final JdbcClient reads;
    final EventLog log;
    final SnapshotReader snapshots;
    final Store store;
    private final DataSource pool;
    private final Path folder;
    private final String database;

    TestWriter() {
        this(new WriterSettings(100, 10));
    }

    TestWriter(WriterSettings settings) {
        try {
            folder = Files.createTempDirectory("stompdesk-writer");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        database = TestStore.fresh();
        store = database.isEmpty() ? new SqliteStore(folder.resolve("test.db"), 2) : new PostgresStore(database, 2);
        Flyway.configure()
                .dataSource(store.forMigration())
                .locations(store.migrations().toArray(String[]::new))
                .placeholders(store.dialect())
                .load()
                .migrate();
        pool = store.readPool();
        reads = JdbcClient.create(pool);
        log = new EventLog(reads);
        snapshots = new SnapshotReader(pool, reads, store);
        StaticListableBeanFactory beans = new StaticListableBeanFactory(
                Map.of("listener", (CommitListener) event -> happened.add(event.stream() + " " + event.seq())));
        CommitDispatcher dispatcher = new CommitDispatcher(beans.getBeanProvider(CommitListener.class));
        Clock clock = Clock.tickMillis(ZoneOffset.UTC);
        WriteSession session = new WriteSession(new FaultyStore(), new JsonMapper(), clock);
        writer = new Writer(settings, session, dispatcher);
        writer.start();
    }

    @Override
    public void close() throws IOException {
        writer.stop();
        ((com.zaxxer.hikari.HikariDataSource) pool).close();
        TestStore.drop(database);
        FileSystemUtils.deleteRecursively(folder);
    }

    /** The store, with connections that fail on request. */
    private final class FaultyStore implements Store {

        @Override
        public Connection openForWriting() throws SQLException {
            if (fault.compareAndSet(Fault.UNREACHABLE, Fault.NONE)) {
                throw new SQLException("unreachable");
            }
            Connection real = store.openForWriting();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        if (method.getName().equals("commit")) {
                            beforeCommit(real);
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }

        private void beforeCommit(Connection real) throws SQLException {
            if (fault.compareAndSet(Fault.COMMIT_LOST, Fault.NONE)) {
                real.rollback();
                throw new SQLException("no space left");
            }
            if (fault.compareAndSet(Fault.COMMIT_UNKNOWN, Fault.NONE)) {
                real.commit();
                throw new SQLException("connection lost");
            }
        }

        @Override
        public void lockForWriting(JdbcClient transaction) throws SQLException {
            store.lockForWriting(transaction);
        }

        @Override
        public DataSource readPool() {
            return store.readPool();
        }

        @Override
        public OptionalLong freeBytes() throws IOException {
            return store.freeBytes();
        }

        @Override
        public DataSource forMigration() {
            return store.forMigration();
        }

        @Override
        public List<String> migrations() {
            return store.migrations();
        }

        @Override
        public Map<String, String> dialect() {
            return store.dialect();
        }

        @Override
        public int snapshotIsolation() {
            return store.snapshotIsolation();
        }
    }
}
