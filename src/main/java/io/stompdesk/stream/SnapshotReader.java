package io.stompdesk.stream;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs several reads in one consistent view of the store, so that a snapshot matches its head. */
@Component
public final class SnapshotReader {

    private final JdbcClient reads;
    private final TransactionTemplate oneMoment;

    SnapshotReader(DataSource readPool, JdbcClient reads, Store store) {
        this.reads = reads;
        this.oneMoment = new TransactionTemplate(new DataSourceTransactionManager(readPool));
        this.oneMoment.setReadOnly(true);
        this.oneMoment.setIsolationLevel(store.snapshotIsolation());
    }

    public <T> T read(Function<JdbcClient, T> query) {
        return oneMoment.execute(_ -> query.apply(reads));
    }
}
