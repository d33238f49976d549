package io.stompdesk.stream;

import io.stompdesk.kernel.StartRefused;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

/** Chooses the database and opens it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({StoreSettings.class, WriterSettings.class})
class StoreConfiguration {

    private static final String DATABASE_FILE = "stompdesk.db";

    @Bean
    Store store(StoreSettings settings, ObjectProvider<DataDirectory> folder) throws SQLException {
        String url = settings.store().url();
        int readers = settings.store().readers();
        if (url.isBlank()) {
            return new SqliteStore(folder.getObject().file(DATABASE_FILE), readers);
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresStore(url, readers).reserve();
        }
        throw new StartRefused("STOMPDESK_STORE_URL must begin with jdbc:postgresql:, or must not be set, for SQLite.");
    }

    /** Created only for SQLite. */
    @Bean
    @Lazy
    DataDirectory dataDirectory(StoreSettings settings) {
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
}
