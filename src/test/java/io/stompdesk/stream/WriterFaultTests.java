package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.OpaqueId;
import io.stompdesk.kernel.Refusal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The writer when its store fails. */
@DeskTest
@Import({StoreFaults.Configuration.class, WriterFaultTests.Listening.class})
class WriterFaultTests {

    private record NoteAdded(String text) implements EventData {}

    @Autowired
    private Writer writer;

    @Autowired
    private StoreFaults faults;

    @Autowired
    private EventLog log;

    @Autowired
    private Published published;

    private final StreamName stream = new StreamName("proof." + OpaqueId.make());

    /** All events that listeners received. */
    static final class Published implements CommitListener {

        private final List<StoredEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void committed(StoredEvent event) {
            events.add(event);
        }

        List<Long> of(StreamName stream) {
            return events.stream()
                    .filter(event -> event.stream().equals(stream))
                    .map(StoredEvent::seq)
                    .toList();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Listening {
        @Bean
        Published published() {
            return new Published();
        }
    }

    @AfterEach
    void heal() {
        faults.none();
    }

    private Change<Reply> note(String text) {
        return transaction -> {
            transaction.append(stream, null, new NoteAdded(text));
            return new Reply(null, "note.added", "{}");
        };
    }

    private CommandKey key() {
        return new CommandKey("proof", UUID.randomUUID(), "same");
    }

    private List<Long> stored() {
        return log.after(stream, 0, 1000).stream().map(StoredEvent::seq).toList();
    }

    private static void unavailable(CompletableFuture<?> answer) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                    assertThat(refusal.code().retryable()).isTrue();
                });
    }

    @Test
    void nothingIsPublishedThatWasNotCommitted() {
        faults.commits(() -> StoreFaults.Commit.FAILS);
        unavailable(writer.submit(note("never")));
        faults.none();
        writer.submit(note("later")).join();

        assertThat(stored()).containsExactly(1L);
        assertThat(published.of(stream)).containsExactly(1L);
    }

    @Test
    void aCommitThatWasNotHeardOfIsPublishedOnceAndAnsweredWhenSentAgain() {
        CommandKey key = key();
        faults.commits(() -> StoreFaults.Commit.IS_LOST);
        unavailable(writer.submit(key, note("once")));
        faults.none();
        writer.submit(key, note("once")).join();

        assertThat(stored()).containsExactly(1L);
        assertThat(published.of(stream)).containsExactly(1L);
    }

    @Test
    void theSameCommandAgainHasNoSecondEffect() {
        CommandKey key = key();
        List<CompletableFuture<Reply>> replySender = List.of(
                writer.submit(key, note("once")), writer.submit(key, note("once")), writer.submit(key, note("once")));
        replySender.forEach(CompletableFuture::join);

        assertThat(stored()).containsExactly(1L);
        assertThat(published.of(stream)).containsExactly(1L);
    }

    /** Simulates a network failure while the database is about to commit. */
    @Test
    void aCommitThatIsStillUnderWayWhenTheWriterIsBackIsPublishedToo() {
        faults.commits(() -> StoreFaults.Commit.IS_LATE);
        unavailable(writer.submit(note("late")));
        faults.commits(() -> StoreFaults.Commit.SUCCEEDS);
        await().until(faults::writesElsewhere);
        CompletableFuture<Reply> next = writer.submit(note("next"));

        faults.commitLate();

        next.join();
        assertThat(stored()).containsExactly(1L, 2L);
        assertThat(published.of(stream)).containsExactly(1L, 2L);
    }

    @Test
    void aRefusalUndoesWhatItWroteAndNothingElse() {
        Change<Reply> refusedLate = transaction -> {
            transaction.append(stream, null, new NoteAdded("undone"));
            throw new Refusal(ErrorCode.WRONG_STATE);
        };
        List<CompletableFuture<Reply>> batch = inOneBatch(
                () -> List.of(writer.submit(note("first")), writer.submit(refusedLate), writer.submit(note("second"))));

        batch.get(0).join();
        batch.get(2).join();
        assertThat(batch.get(1)).isCompletedExceptionally();
        assertThat(log.after(stream, 0, 10).stream().map(StoredEvent::body))
                .satisfiesExactly(
                        first -> assertThat(first).contains("first"),
                        second -> assertThat(second).contains("second"));
        assertThat(published.of(stream)).containsExactly(1L, 2L);
    }

    /** SQLITE_FULL ends the whole transaction, so the earlier changes of the batch are lost too. */
    @Test
    void aFullDiskTakesNobodyElsesCommitAlong() {
        assumeThat(System.getProperty("stompdesk.test.store", "sqlite")).isEqualTo("sqlite");
        writer.submit(_ -> {
                    long pages = Long.parseLong(faults.askWriter("PRAGMA page_count"));
                    String full = "PRAGMA max_page_count = " + (pages + 20);
                    faults.onWriter(full);
                    faults.whenOpened(full);
                    return true;
                })
                .join();
        List<CompletableFuture<Reply>> batch = inOneBatch(() -> List.of(
                writer.submit(note("small")),
                writer.submit(note("x".repeat(400_000))),
                writer.submit(note("small too"))));
        unavailable(batch.get(1));
        batch.get(0).join();
        batch.get(2).join();

        assertThat(stored()).containsExactly(1L, 2L);
        assertThat(published.of(stream)).containsExactly(1L, 2L);

        faults.none();
        writer.submit(_ -> {
                    faults.onWriter("PRAGMA max_page_count = 1073741823");
                    return true;
                })
                .join();
        writer.submit(note("x".repeat(400_000))).join();
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void theDeskGoesOnWhenTheDatabaseIsBack() {
        faults.commits(() -> StoreFaults.Commit.FAILS);
        unavailable(writer.submit(note("lost")));
        faults.unreachable(true);
        for (int i = 0; i < 5; i++) {
            unavailable(writer.submit(note("lost")));
        }
        faults.none();
        writer.submit(note("back")).join();

        assertThat(stored()).containsExactly(1L);
        assertThat(published.of(stream)).containsExactly(1L);
    }

    @Test
    void theWritersConnectionForcesEachCommitToTheDisk() {
        boolean postgres = "postgres".equals(System.getProperty("stompdesk.test.store"));
        String synchronous = writer.submit(
                        _ -> faults.askWriter(postgres ? "SHOW synchronous_commit" : "PRAGMA synchronous"))
                .join();
        assertThat(synchronous).isIn("2", "on");
    }

    /** Blocks the writer until all of these changes are waiting. */
    private List<CompletableFuture<Reply>> inOneBatch(
            java.util.function.Supplier<List<CompletableFuture<Reply>>> submissions) {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch submitted = new CountDownLatch(1);
        var _ = writer.submit(_ -> {
            busy.countDown();
            try {
                return submitted.await(20, java.util.concurrent.TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        try {
            busy.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        List<CompletableFuture<Reply>> batch = submissions.get();
        submitted.countDown();
        return batch;
    }
}
