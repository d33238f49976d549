package io.stompdesk.stream;

import io.stompdesk.kernel.StartRefused;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/** Chooses the database and opens it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DataSettings.class, StoreSettings.class, WriterSettings.class})
class StoreConfiguration {

    private static final String DATABASE_FILE = "stompdesk.db";

    private static final Set<MigrationState> FUTURE =
            Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    @Bean
    Store store(StoreSettings settings, ObjectProvider<DataDirectory> folder) throws SQLException {
        String url = settings.url();
        int readers = settings.readers();
        if (url.isBlank()) {
            return sqlite(folder.getObject(), settings);
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresStore(url, readers).reserve(settings.waitFor());
        }
        throw new StartRefused("STOMPDESK_STORE_URL must begin with jdbc:postgresql:, or must not be set, for SQLite.");
    }

    private static Store sqlite(DataDirectory folder, StoreSettings settings) {
        SqliteStore.loadLibrary(folder);
        Path file = folder.file(DATABASE_FILE);
        SqliteStore store = new SqliteStore(file, settings.readers());
        if (!settings.acceptMissingLog()) {
            store.requireLog(folder.wasInUse(file));
        }
        folder.use(file);
        return store;
    }

    /** Created only for SQLite. */
    @Bean
    @Lazy
    DataDirectory dataDirectory(DataSettings settings) {
        return DataDirectory.open(settings.dataDir());
    }

    /** The pool for all reads. The writer has its own connection. */
    @Bean
    @Primary
    DataSource readPool(Store store) {
        return store.readPool();
    }

    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationConnection(Store store) {
        return store.forMigration();
    }

    @Bean
    FlywayConfigurationCustomizer dialect(Store store) {
        return flyway ->
                flyway.locations(store.migrations().toArray(String[]::new)).placeholders(store.dialect());
    }

    /** Flyway would only warn of a schema that is newer than the desk, and the desk would write into it. */
    @Bean
    FlywayMigrationStrategy migrateUnlessNewer() {
        return flyway -> {
            refuseNewerSchema(flyway);
            flyway.migrate();
        };
    }

    private static void refuseNewerSchema(Flyway flyway) {
        MigrationInfo[] all = flyway.info().all();
        Arrays.stream(all)
                .filter(migration -> FUTURE.contains(migration.getState()))
                .reduce((_, last) -> last)
                .ifPresent(newest -> {
                    throw new StartRefused("The database has schema version " + newest.getVersion()
                            + ", which a newer desk has made; this desk knows versions up to " + newestKnown(all)
                            + ", so start the newer desk or restore a backup from before the upgrade.");
                });
    }

    private static String newestKnown(MigrationInfo[] all) {
        return Arrays.stream(all)
                .filter(migration -> migration.getState().isResolved())
                .map(migration -> String.valueOf(migration.getVersion()))
                .reduce("0", (_, last) -> last);
    }
}
