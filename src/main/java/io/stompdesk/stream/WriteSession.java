package io.stompdesk.stream;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.StartRefused;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The writer's connection to the store. After any failure of the store it is dropped and opened again. Used only by the
 * writer's thread.
 */
@Component
final class WriteSession {

    private static final Logger log = LoggerFactory.getLogger(WriteSession.class);

    private final Store store;
    private final JsonMapper json;
    private final Clock clock;
    private @Nullable Connection connection;
    private @Nullable StatementCache statements;
    private @Nullable JdbcClient client;

    /** The position of the last event that was handed over for publication; -1 before the first connection. */
    private long published = -1;

    WriteSession(Store store, JsonMapper json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    void open() {
        try {
            client();
        } catch (StoreFailure unreachable) {
            if (unreachable.getCause() instanceof StartRefused refused) {
                throw refused;
            }
            throw new StartRefused("The store cannot be opened: " + unreachable.getMessage() + ".", unreachable);
        }
    }

    /**
     * Finds events of a commit whose success is unknown because the connection was lost during it. That commit may
     * still be in progress, so the events are read under the writer's lock.
     */
    List<Outcome> recovered() throws StoreFailure {
        if (connection != null) {
            return List.of();
        }
        try {
            JdbcClient open = client();
            begin(open);
            List<StoredEvent> unpublished = EventLog.afterPosition(open, published);
            connection().rollback();
            Outcome found = new Outcome(unpublished, () -> {});
            markPublished(found);
            return List.of(found);
        } catch (SQLException | DataAccessException unreadable) {
            throw new StoreFailure(StoreFailure.Kind.UNREACHABLE, unreadable);
        }
    }

    /** Whether there is a connection. If so, there are no events to recover. */
    boolean isOpen() {
        return connection != null;
    }

    /**
     * Runs the changes in one transaction and commits it.
     *
     * @throws StoreFailure if the store failed; the caller must then drop the session
     */
    List<Outcome> write(List<Submission<?>> batch) throws StoreFailure {
        JdbcClient open = client();
        List<Outcome> outcomes;
        try {
            begin(open);
            outcomes = run(batch, open);
        } catch (SQLException | DataAccessException failure) {
            throw new StoreFailure(StoreFailure.Kind.STATEMENT, failure);
        }
        commit();
        outcomes.forEach(this::markPublished);
        return outcomes;
    }

    private void begin(JdbcClient open) throws SQLException {
        connection().setAutoCommit(false);
        store.lockForWriting(open);
    }

    /**
     * Runs the batch without savepoints, because a savepoint costs as much as a write. Only a change that is refused
     * after it wrote needs one. That is rare, because changes check before they write; then the whole batch runs again
     * with savepoints.
     */
    private List<Outcome> run(List<Submission<?>> batch, JdbcClient open) throws SQLException {
        try {
            List<Outcome> outcomes = new ArrayList<>(batch.size());
            for (Submission<?> submission : batch) {
                outcomes.add(runPlain(submission, open));
            }
            return outcomes;
        } catch (RefusedAfterWriting mustBeUndone) {
            connection().rollback();
            begin(open);
            List<Outcome> outcomes = new ArrayList<>(batch.size());
            for (Submission<?> submission : batch) {
                outcomes.add(runInSavepoint(submission, open));
            }
            return outcomes;
        }
    }

    private static final class RefusedAfterWriting extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private <R> Outcome runPlain(Submission<R> submission, JdbcClient open) throws RefusedAfterWriting {
        StatementCache cache = Objects.requireNonNull(statements);
        cache.wroteSinceLastCheck();
        try {
            return apply(submission, open);
        } catch (DataAccessException storeFailed) {
            throw storeFailed;
        } catch (RuntimeException refused) {
            if (cache.wroteSinceLastCheck()) {
                throw new RefusedAfterWriting();
            }
            return submission.refused(refused instanceof Refusal ? refused : fault(refused));
        }
    }

    /** Undoes what a refused change wrote and keeps the writes of the others in the batch. */
    private <R> Outcome runInSavepoint(Submission<R> submission, JdbcClient open) throws SQLException {
        Savepoint before = connection().setSavepoint();
        try {
            Outcome stored = apply(submission, open);
            connection().releaseSavepoint(before);
            return stored;
        } catch (DataAccessException storeFailed) {
            throw storeFailed;
        } catch (RuntimeException refused) {
            connection().rollback(before);
            connection().releaseSavepoint(before);
            return submission.refused(refused instanceof Refusal ? refused : fault(refused));
        }
    }

    private <R> Outcome apply(Submission<R> submission, JdbcClient open) {
        Transaction transaction = new Transaction(open, json, clock.instant(), submission.key);
        R value = submission.change.apply(transaction);
        return submission.stored(value, transaction.events());
    }

    private static Refusal fault(RuntimeException bug) {
        log.error("A change failed", bug);
        return new Refusal(ErrorCode.INTERNAL);
    }

    private void commit() throws StoreFailure {
        try {
            connection().commit();
        } catch (SQLException unknown) {
            throw new StoreFailure(StoreFailure.Kind.COMMIT, unknown);
        }
    }

    private void markPublished(Outcome outcome) {
        for (StoredEvent event : outcome.events()) {
            published = Math.max(published, event.position());
        }
    }

    /** Closes the connection and with it any open transaction. */
    void drop() {
        Connection old = connection;
        connection = null;
        statements = null;
        client = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException ignored) {
                log.debug("Cannot close a failed connection", ignored);
            }
        }
    }

    private Connection connection() {
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    private JdbcClient client() throws StoreFailure {
        if (client == null) {
            try {
                Connection opened = store.openForWriting();
                connection = opened;
                statements = new StatementCache(opened);
                client = JdbcClient.create(new SingleConnectionDataSource(statements.connection(), true));
                if (published < 0) {
                    published = EventLog.lastPosition(client);
                }
            } catch (SQLException | DataAccessException | StartRefused unreachable) {
                drop();
                throw new StoreFailure(StoreFailure.Kind.UNREACHABLE, unreachable);
            }
        }
        return client;
    }
}
