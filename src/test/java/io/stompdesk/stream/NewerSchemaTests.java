package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stompdesk.PostgresIfThere;
import io.stompdesk.StompdeskApplication;
import io.stompdesk.TestStore;
import io.stompdesk.kernel.StartRefused;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** A desk does not write into a database whose schema a newer desk has made. */
@Tag("store")
@ExtendWith(PostgresIfThere.class)
class NewerSchemaTests {

    @TempDir
    private Path data;

    private String url;

    @BeforeEach
    void make() {
        url = TestStore.fresh();
    }

    @AfterEach
    void remove() {
        TestStore.drop(url);
    }

    private void start() {
        SpringApplication.run(
                        StompdeskApplication.class,
                        "--server.port=0",
                        "--stompdesk.data-dir=" + data,
                        "--stompdesk.store.url=" + url)
                .close();
    }

    @Test
    void aSchemaOfANewerDeskEndsTheStartWithOneSentence() throws Exception {
        start();
        String database = url.isEmpty() ? "jdbc:sqlite:" + data.resolve("stompdesk.db") : url;
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
                    + " checksum, installed_by, execution_time, success) SELECT installed_rank + 1, '999', 'later',"
                    + " type, 'V999__later.sql', 1, installed_by, 1, success FROM flyway_schema_history"
                    + " ORDER BY installed_rank DESC LIMIT 1");
        }

        Throwable refused = catchThrowable(this::start);

        assertThat(Stream.iterate(refused, cause -> cause != null, Throwable::getCause))
                .filteredOn(StartRefused.class::isInstance)
                .singleElement()
                .satisfies(cause -> assertThat(cause.getMessage())
                        .startsWith("The database has schema version 999,")
                        .hasLineCount(1)
                        .endsWith("."));
    }
}
