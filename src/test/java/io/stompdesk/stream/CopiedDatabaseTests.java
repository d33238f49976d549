package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stompdesk.StompdeskApplication;
import io.stompdesk.TestClient;
import io.stompdesk.TestLogin;
import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Copies of the SQLite database: which of them are whole, and what the desk says of those that are not. */
class CopiedDatabaseTests {

    private static final String DATABASE = "stompdesk.db";

    @TempDir
    private Path data;

    @TempDir
    private Path copy;

    private static ConfigurableApplicationContext start(Path folder, String... settings) {
        Stream<String> own = Stream.of("--server.port=0", "--stompdesk.data-dir=" + folder, "--stompdesk.store.url=");
        return SpringApplication.run(
                StompdeskApplication.class,
                Stream.concat(own, Stream.of(settings)).toArray(String[]::new));
    }

    /** Opens a ticket, which is three events. */
    private static void work(ConfigurableApplicationContext desk) {
        int port = desk.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (TestClient customer = TestClient.connect(TestLogin.guest(port))) {
            customer.openTicket();
        }
    }

    private void copy(String name) throws IOException {
        Files.copy(data.resolve(name), copy.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static long events(Path folder) throws SQLException {
        try (Connection connection = connection(folder);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM event")) {
            return count.getLong(1);
        }
    }

    private static Connection connection(Path folder) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DATABASE));
    }

    private static StartRefused refusal(Throwable failure) {
        return (StartRefused) Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(StartRefused.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void afterAStopTheDatabaseAloneHasEverything() throws Exception {
        try (ConfigurableApplicationContext desk = start(data)) {
            work(desk);
        }
        copy(DATABASE);

        assertThat(events(copy)).isEqualTo(3);
        start(copy).close();
    }

    @Test
    void aStartThatFailsLeavesNothingInTheLogEither() throws Exception {
        try (ConfigurableApplicationContext desk = start(copy)) {
            work(desk);
        }
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThat(catchThrowable(() ->
                            start(copy, "--server.port=" + taken.getLocalPort()).close()))
                    .isNotNull();
        }
        assertThat(copy.resolve(DATABASE + "-wal")).doesNotExist();
        assertThat(events(copy)).isEqualTo(3);
    }

    @Test
    void aCopyOfARunningDesksDatabaseWithoutItsLogIsToldAtTheStart() throws Exception {
        try (ConfigurableApplicationContext desk = start(data)) {
            work(desk);
            copy(DATABASE);
        }
        assertThat(refusal(catchThrowable(() -> start(copy).close())).getMessage())
                .contains("stompdesk.db-wal", "--stompdesk.store.accept-missing-log=true")
                .hasLineCount(1)
                .endsWith(".");

        start(copy, "--stompdesk.store.accept-missing-log=true").close();
        start(copy).close();
    }

    @Test
    void withItsLogItIsWhole() throws Exception {
        try (ConfigurableApplicationContext desk = start(data)) {
            work(desk);
            copy(DATABASE);
            copy(DATABASE + "-wal");
        }
        start(copy).close();

        assertThat(events(copy)).isEqualTo(3);
    }

    /** {@code sqlite3 stompdesk.db ".backup …"} and {@code VACUUM INTO}. */
    @Test
    void copiesThatSqliteMakesOfARunningDeskAreWhole() throws Exception {
        Path target = copy.resolve(DATABASE);
        try (ConfigurableApplicationContext desk = start(data)) {
            work(desk);
            sqlite("backup to '" + target + "'");
            start(copy).close();
            assertThat(events(copy)).isEqualTo(3);

            Files.delete(target);
            sqlite("VACUUM INTO '" + target + "'");
            start(copy).close();
            assertThat(events(copy)).isEqualTo(3);
        }
    }

    private void sqlite(String command) throws SQLException {
        try (Connection connection = connection(data);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(command);
        }
    }

    /** As after {@code kill -9}: {@code sqlite3} moves the log into the database when it closes it, and removes it. */
    @Test
    void theDatabaseOfAKilledDeskMayBeLookedInto() throws Exception {
        Path killed = copy;
        try (ConfigurableApplicationContext desk = start(data)) {
            work(desk);
            copy(DATABASE);
            copy(DATABASE + "-wal");
        }
        Path database = killed.resolve(DATABASE);
        try (DataDirectory before = DataDirectory.open(killed)) {
            before.use(database);
            Files.copy(killed.resolve("stompdesk.lock"), data.resolve("kept"));
        }
        Files.copy(data.resolve("kept"), killed.resolve("stompdesk.lock"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(events(killed)).isEqualTo(3);
        assertThat(killed.resolve(DATABASE + "-wal")).doesNotExist();

        start(killed).close();
    }
}
