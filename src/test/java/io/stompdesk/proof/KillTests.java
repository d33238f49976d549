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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a real desk at a random moment under fifty writers, again and again on the
 * same store. {@code -Dproof.kills=500 -Dproof.kills.postgres=200} runs more; {@code -Dproof.seed}
 * runs the same moments again.
 */
@Tag("long")
class KillTests {

    private static final int WRITERS = 50;
    private static final int MOST_RECEIPTS = 400;
    private static final Duration READY = Duration.ofSeconds(10);
    private static final int KILLS = Integer.getInteger("proof.kills", 20);
    private static final int POSTGRES_KILLS = Integer.getInteger("proof.kills.postgres", 10);
    private static final long SEED = Long.getLong("proof.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final List<Duration> starts = new ArrayList<>();

    @TempDir Path folder;

    @Test
    void whatWasReceiptedSurvivesKillsOnSqlite() {
        String url = "jdbc:sqlite:" + folder.resolve("data").resolve("stompdesk.db");
        run(url, recipe(""), KILLS, () -> {});
    }

    /**
     * Before each kill of the desk, PostgreSQL's own process is killed under it, and the desk goes
     * on by itself: two kills a round.
     */
    @Test
    void whatWasReceiptedSurvivesKillsOnPostgres() {
        try (Postgres postgres = Postgres.database()) {
            run(
                    postgres.url(),
                    recipe(postgres.url()),
                    POSTGRES_KILLS,
                    () -> assertThat(postgres.killTheWriter()).isPositive());
        }
    }

    private DeskProcess.Recipe recipe(String store) {
        return DeskProcess.Recipe.of(
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Dstompdesk.auth.access-token=1h"),
                        Map.of(
                                "STOMPDESK_DATA_DIR",
                                folder.resolve("data").toString(),
                                "STOMPDESK_STORE_URL",
                                store))
                .startingFast(folder, folder.resolve("data"));
    }

    private void run(String url, DeskProcess.Recipe recipe, int kills, Runnable otherFault) {
        System.out.println("kill test: -Dproof.seed=" + SEED);
        DeskProcess first = recipe.start();
        try (Writers writers = new Writers(first.address(), WRITERS)) {
            DeskProcess desk = first;
            for (int kill = 0; kill < kills; kill++) {
                try (DeskProcess living = desk) {
                    writers.begin(living.address());
                    writers.awaitReceipts(1 + random.nextInt(MOST_RECEIPTS));
                    otherFault.run();
                    writers.awaitReceipts(1 + random.nextInt(MOST_RECEIPTS));
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
            report(kills, writers.receipted().size());
        }
    }

    private void report(int kills, int receipts) {
        starts.sort(Comparator.naturalOrder());
        System.out.printf(
                "kill test: %d kills, %d receipts, ready again in %d ms (median), %d ms (worst)%n",
                kills,
                receipts,
                starts.get(starts.size() / 2).toMillis(),
                starts.getLast().toMillis());
    }
}
