package io.stompdesk.stream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the desk stores its data.
 *
 * @param dataDir the folder for the desk's files
 * @param store the database
 */
@Validated
@ConfigurationProperties("stompdesk")
record StoreSettings(
        @DefaultValue("./data") Path dataDir,
        @Valid @DefaultValue Database store) {

    /**
     * @param url a PostgreSQL JDBC URL; empty for SQLite in the data folder
     * @param readers the number of connections for reading
     */
    record Database(
            @DefaultValue("") String url,
            @DefaultValue("8") @Min(1) @Max(64) int readers) {}
}
