package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.stompdesk.PostgresIfThere;
import io.stompdesk.StompdeskApplication;
import io.stompdesk.TestStore;
import io.stompdesk.kernel.StartRefused;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;

/** Only one desk at a time uses a PostgreSQL database. */
@Tag("store")
@ExtendWith(PostgresIfThere.class)
class DatabaseLockTests {

    private String url;
    private PostgresStore first;
    private PostgresStore second;

    @BeforeEach
    void aDeskThatHasStarted() throws SQLException {
        url = TestStore.fresh();
        assumeFalse(url.isEmpty(), "SQLite has a folder to lock");
        first = new PostgresStore(url, 1).reserve();
        second = new PostgresStore(url, 1);
    }

    @AfterEach
    void remove() {
        TestStore.drop(url);
    }

    @Test
    void aSecondDeskIsRefusedAtItsStartInOneSentence(@TempDir Path data) {
        assertThatThrownBy(() -> SpringApplication.run(
                                StompdeskApplication.class,
                                "--server.port=0",
                                "--stompdesk.data-dir=" + data,
                                "--stompdesk.store.url=" + url)
                        .close())
                .hasStackTraceContaining(StartRefused.class.getName() + ": Another desk uses the database stompdesk_");
    }

    @Test
    void anotherDeskMayStartOnceTheFirstIsGone() throws SQLException {
        first.close();

        second.reserve();
        second.close();
    }

    /** As a restart of PostgreSQL would do. */
    @Test
    void aDeskThatLostItsConnectionsGoesOnWithTheLock() throws SQLException {
        loseEveryConnection();

        first.openForWriting().close();

        assertThatThrownBy(second::reserve).isInstanceOf(StartRefused.class);
    }

    @Test
    void aDeskThatLostTheLockToAnotherWritesNoMoreUntilThatOneIsGone() throws SQLException {
        loseEveryConnection();
        second.reserve();

        assertThatThrownBy(first::openForWriting)
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("Another desk uses the database stompdesk_");
        second.close();
        try (Connection again = first.openForWriting()) {
            assertThat(again.isValid(5)).isTrue();
        }
    }

    private void loseEveryConnection() throws SQLException {
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }
}
