package io.stompdesk.stream;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database that holds everything: SQLite in one file, or PostgreSQL. */
interface Store {

    /**
     * How long a read waits for a connection: who asks while there is none is told so, and does not hold its thread.
     */
    Duration READ_PATIENCE = Duration.ofSeconds(5);

    /**
     * Opens the connection that the writer writes through. It commits durably: when {@code commit()} returns, the
     * change survives a loss of power.
     *
     * @throws StartRefused if the database does not say of itself that it is durable
     */
    Connection openForWriting() throws SQLException;

    /** Takes the lock that orders writers, at the start of a transaction. */
    void lockForWriting(JdbcClient transaction) throws SQLException;

    /** A pool of connections that cannot write. */
    DataSource readPool();

    /** One connection for the migrations, before anything else runs. */
    DataSource forMigration();

    /** Where the migrations lie, as Flyway names it: those that both databases share, and its own. */
    List<String> migrations();

    /** Where the two databases need different words in a migration. */
    Map<String, String> dialect();

    /** The isolation in which a read-only transaction sees one moment throughout, as {@link Connection} numbers it. */
    int snapshotIsolation();
}
