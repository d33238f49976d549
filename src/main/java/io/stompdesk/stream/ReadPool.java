package io.stompdesk.stream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/** The pool of connections for all reads. */
final class ReadPool {

    /** How long a read waits for a connection before it fails, so that it does not block its thread for long. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    private ReadPool() {}

    /**
     * @param source connections that cannot write
     * @param readers the number of connections
     */
    static DataSource of(DataSource source, int readers) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("reads");
        pool.setDataSource(source);
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(readers);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        // The pool is created before the migrations run, so it must not connect yet.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }
}
