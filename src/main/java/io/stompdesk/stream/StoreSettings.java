package io.stompdesk.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The database.
 *
 * @param url a PostgreSQL JDBC URL; empty for SQLite in the data folder
 * @param readers the number of connections for reading
 * @param waitFor how long a start waits for a PostgreSQL that is not up yet
 * @param diskMin the desk is not ready while the disk of its SQLite database has less room than this
 * @param acceptMissingLog whether to start on a copy of a SQLite database that lacks its write-ahead log
 * @param replies how long the reply to a command that changed nothing is kept
 */
@Validated
@ConfigurationProperties("stompdesk.store")
record StoreSettings(
        @DefaultValue("") String url,
        @DefaultValue("8") @Min(1) @Max(64) int readers,
        @DefaultValue("1m") @DurationMin Duration waitFor,
        @DefaultValue("100MB") DataSize diskMin,
        @DefaultValue("false") boolean acceptMissingLog,
        @DefaultValue("30d") @DurationMin(hours = 1) Duration replies) {}
