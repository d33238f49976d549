package io.stompdesk.stream;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database that holds everything: SQLite in one file, or PostgreSQL. */
interface Store {

    /**
     * Opens the writer's connection. Its commits are durable: when {@code commit()} returns, the change survives a
     * power loss.
     *
     * @throws StartRefused if the database's settings do not guarantee durability
     */
    Connection openForWriting() throws SQLException;

    /** Takes the lock that orders writers, at the start of a transaction. */
    void lockForWriting(JdbcClient transaction) throws SQLException;

    /** A pool of connections that cannot write. */
    DataSource readPool();

    /** How much room is left on the disk that the desk itself writes to; empty if it writes to none. */
    OptionalLong freeBytes() throws IOException;

    /** One connection for the migrations, before anything else runs. */
    DataSource forMigration();

    /** The Flyway locations of the shared migrations and of those for this database. */
    List<String> migrations();

    /** The Flyway placeholders for SQL that differs between the two databases. */
    Map<String, String> dialect();

    /**
     * The isolation level, a constant of {@link Connection}, at which a read-only transaction has one consistent view.
     */
    int snapshotIsolation();
}
