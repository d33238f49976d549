package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.stompdesk.PostgresIfThere;
import io.stompdesk.TestStore;
import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A desk that starts before its PostgreSQL, as after a restart of the machine. */
@Tag("store")
@ExtendWith(PostgresIfThere.class)
@Timeout(60)
class LateDatabaseTests {

    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile boolean up;
    private String url;
    private URI server;
    private ServerSocket door;

    @BeforeEach
    void aDatabaseThatIsNotUp() throws IOException {
        url = TestStore.fresh();
        assumeFalse(url.isEmpty(), "SQLite is there whenever its folder is");
        server = URI.create(url.substring("jdbc:".length()));
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void remove() throws IOException {
        TestStore.drop(url);
        if (door != null) {
            door.close();
        }
    }

    /** Turns everybody away until the database is up. */
    private void serve() {
        try {
            while (true) {
                Socket client = door.accept();
                if (up) {
                    Socket database = new Socket(server.getHost(), server.getPort());
                    Thread.ofVirtual().start(() -> copy(client, database));
                    Thread.ofVirtual().start(() -> copy(database, client));
                } else {
                    turnedAway.incrementAndGet();
                    client.close();
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // the other direction ends too
        }
    }

    private PostgresStore store() {
        String late = url.replace(server.getHost() + ":" + server.getPort(), "127.0.0.1:" + door.getLocalPort());
        return new PostgresStore(late, 1);
    }

    @Test
    void theStartWaitsForIt() throws Exception {
        PostgresStore store = store();
        CompletableFuture<PostgresStore> start =
                CompletableFuture.supplyAsync(() -> reserve(store, Duration.ofSeconds(40)));
        await().until(() -> turnedAway.get() > 1);
        assertThat(start).isNotDone();

        up = true;

        start.join().close();
    }

    private static PostgresStore reserve(PostgresStore store, Duration patience) {
        try {
            return store.reserve(patience);
        } catch (SQLException failed) {
            throw new CompletionException(failed);
        }
    }

    @Test
    void noLongerThanTheSettingSays() {
        assertThatThrownBy(() -> store().reserve(Duration.ofMillis(600))).isInstanceOf(SQLException.class);
        assertThat(turnedAway).hasValueGreaterThan(1);
    }

    @Test
    void aDatabaseThatWillNotComeIsNotWaitedFor() {
        up = true;
        PostgresStore missing = new PostgresStore(url.replaceFirst("/stompdesk_test_", "/no_such_"), 1);

        assertThatThrownBy(() -> missing.reserve(Duration.ofHours(1)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void whoStopsTheDeskDoesNotWaitEither() throws InterruptedException {
        PostgresStore store = store();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread start = Thread.ofPlatform().start(() -> {
            try {
                store.reserve(Duration.ofHours(1));
            } catch (SQLException | StartRefused ended) {
                end.set(ended);
            }
        });
        await().until(() -> turnedAway.get() > 0 && start.getState() == Thread.State.TIMED_WAITING);

        start.interrupt();

        start.join();
        assertThat(end.get()).isInstanceOf(StartRefused.class);
    }
}
