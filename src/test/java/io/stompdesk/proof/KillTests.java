package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.bench.DeskProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real desk with {@code kill -9} at a random moment while thirty clients write, repeatedly, on the same store.
 * {@code -Dproof.kills=500 -Dproof.kills.postgres=200} makes more kills; {@code -Dproof.seed} repeats the same moments.
 *
 * <p>Both stores run in parallel, because each run mostly waits for a desk to start.
 */
class KillTests {

    private static final int WRITERS = 30;
    private static final int MOST_RECEIPTS = 200;
    private static final Duration READY = Duration.ofSeconds(10);
    private static final int KILLS = Integer.getInteger("proof.kills", 20);
    /** Each time both the desk and a process of PostgreSQL. */
    private static final int POSTGRES_KILLS = Integer.getInteger("proof.kills.postgres", 10);

    private static final long SEED = Long.getLong("proof.seed", System.nanoTime());

    @TempDir
    private static Path folder;

    private static ExecutorService both;
    private static Future<?> sqlite;
    private static Future<?> postgres;

    private final Random random = new Random(SEED);
    private final List<Duration> starts = new ArrayList<>();

    @BeforeAll
    static void begin() {
        System.out.println("kill test: -Dproof.seed=" + SEED);
        DeskProcess.Recipe recipe = DeskProcess.Recipe.of(List.of("-Dstompdesk.auth.access-token=1h"), Map.of())
                .startingFast();
        both = Executors.newFixedThreadPool(2);
        sqlite = both.submit(() -> new KillTests().onSqlite(recipe));
        postgres = both.submit(() -> new KillTests().onPostgres(recipe));
    }

    @AfterAll
    static void end() {
        both.close();
    }

    @Test
    void whatWasReceiptedSurvivesKillsOnSqlite() throws Throwable {
        outcome(sqlite);
    }

    @Test
    void whatWasReceiptedSurvivesKillsOnPostgres() throws Throwable {
        outcome(postgres);
    }

    private static void outcome(Future<?> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private void onSqlite(DeskProcess.Recipe recipe) {
        Path data = folder.resolve("sqlite");
        run(
                "jdbc:sqlite:" + data.resolve("stompdesk.db"),
                recipe.with("STOMPDESK_DATA_DIR", data.toString()),
                KILLS,
                () -> {});
    }

    /**
     * Before each kill of the desk, PostgreSQL's own process is killed, and the desk must recover: two kills per round.
     */
    private void onPostgres(DeskProcess.Recipe recipe) {
        try (Postgres database = Postgres.database()) {
            run(
                    database.url(),
                    recipe.with("STOMPDESK_DATA_DIR", folder.resolve("postgres").toString())
                            .with("STOMPDESK_STORE_URL", database.url()),
                    POSTGRES_KILLS,
                    () -> assertThat(database.killTheWriter()).isPositive());
        }
    }

    private void run(String url, DeskProcess.Recipe recipe, int kills, Runnable otherFault) {
        DeskProcess first = recipe.start();
        try (Writers writers = new Writers(first.address(), WRITERS)) {
            DeskProcess desk = first;
            for (int kill = 0; kill < kills; kill++) {
                try (DeskProcess living = desk) {
                    writers.begin(living.address());
                    writers.awaitReceipts(1 + random.nextInt(MOST_RECEIPTS));
                    otherFault.run();
                    writers.awaitReceipts(1 + random.nextInt(MOST_RECEIPTS));
                    // A random moment, independent of any RECEIPT.
                    LockSupport.parkNanos(random.nextInt(20_000_000));
                    living.kill();
                }
                desk = recipe.start();
                starts.add(desk.startedIn());
                assertThat(desk.startCost()).as("processor time until ready").isLessThan(READY);
                StoredTruth.in(url).holdsOnce(writers.receipted());
            }
            try (DeskProcess last = desk) {
                writers.begin(last.address());
                writers.finish();
                StoredTruth truth = StoredTruth.in(url);
                truth.holdsOnce(writers.receipted());
                assertThat(truth.messages()).isEqualTo(writers.receipted().size());
            }
            report(url, kills, writers.receipted().size());
        }
    }

    private void report(String url, int kills, int receipts) {
        starts.sort(Comparator.naturalOrder());
        System.out.printf(
                "kill test, %s: %d kills, %d receipts, ready again in %d ms (median), %d ms" + " (worst)%n",
                url.split(":", 3)[1],
                kills,
                receipts,
                starts.get(starts.size() / 2).toMillis(),
                starts.getLast().toMillis());
    }
}
