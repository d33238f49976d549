package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.stompdesk.PostgresIfThere;
import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("store")
@ExtendWith(PostgresIfThere.class)
@Timeout(60)
class WriterTests {

    private static final StreamName A = new StreamName("a");
    private static final StreamName B = new StreamName("b");
    private static final Actor ADA = new Actor("ada", "Ada", Role.AGENT);

    record NoteAdded(String text) implements EventData {}

    @AutoClose
    private TestWriter desk = new TestWriter();

    private static Change<Long> append(StreamName stream, String text) {
        return transaction -> transaction.append(stream, ADA, new NoteAdded(text));
    }

    private static CommandKey key(String fingerprint) {
        return new CommandKey("ada", UUID.randomUUID(), fingerprint);
    }

    private static Change<Reply> command(String text) {
        return transaction -> {
            long seq = transaction.append(A, ADA, new NoteAdded(text));
            return transaction.reply("note.added", List.of(seq));
        };
    }

    private CompletableFuture<Long> noted(CompletableFuture<Long> change) {
        return change.whenComplete((seq, _) -> desk.happened.add("answer " + seq));
    }

    private List<Long> stored(StreamName stream) {
        return desk.log.after(stream, 0, 1000).stream().map(StoredEvent::seq).toList();
    }

    private static void assertRefused(CompletableFuture<?> change, ErrorCode code) {
        assertThatThrownBy(() -> change.get(20, TimeUnit.SECONDS))
                .cause()
                .asInstanceOf(type(Refusal.class))
                .extracting(Refusal::code)
                .isEqualTo(code);
    }

    @Test
    void whatIsAppendedIsNumberedFromOneInEachStream() {
        desk.writer.submit(append(A, "1")).join();
        desk.writer.submit(append(B, "1")).join();
        desk.writer.submit(append(A, "2")).join();

        assertThat(stored(A)).containsExactly(1L, 2L);
        assertThat(stored(B)).containsExactly(1L);
    }

    @Test
    void anEventSaysWhoWhatAndWhenAndWhichCommandLedToIt() {
        CommandKey key = key("x");
        desk.writer.submit(key, command("hello")).join();

        StoredEvent event = desk.log.after(A, 0, 1).getFirst();
        JsonNode body = new JsonMapper().readTree(event.body());
        assertThat(event.type()).isEqualTo("note.added");
        assertThat(body.path("type").stringValue()).isEqualTo("note.added");
        assertThat(body.path("stream").stringValue()).isEqualTo("a");
        assertThat(body.path("seq").longValue()).isEqualTo(1);
        assertThat(body.at("/actor/name").stringValue()).isEqualTo("Ada");
        assertThat(body.path("clientId").stringValue()).isEqualTo(key.clientId().toString());
        assertThat(body.at("/data/text").stringValue()).isEqualTo("hello");
        assertThat(body.path("at").stringValue()).matches("\\d{4}-.*T.*Z");
    }

    @Test
    void publicationFollowsTheOrderOfCommitsAndAnAnswerItsOwnEvents() {
        List<CompletableFuture<Long>> replySender = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> noted(desk.writer.submit(append(A, "n" + i))))
                .toList();
        replySender.forEach(CompletableFuture::join);

        assertThat(desk.happened)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 50)
                        .boxed()
                        .flatMap(i -> List.of("a " + i, "answer " + i).stream())
                        .toList());
    }

    @Test
    void whatWasPublishedCanBeReadByThen() {
        for (int i = 1; i <= 20; i++) {
            desk.writer.submit(append(A, "x")).join();
            assertThat(desk.log.extent(A).head()).isEqualTo(i);
        }
    }

    /** Blocks the writer with one change while others accumulate, so that they share a batch. */
    private List<CompletableFuture<Long>> together(List<Change<Long>> changes) throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        desk.writer.submit(_ -> {
            holding.countDown();
            return await(hold);
        });
        holding.await();
        List<CompletableFuture<Long>> replySender = new ArrayList<>();
        changes.forEach(change -> replySender.add(noted(desk.writer.submit(change))));
        hold.countDown();
        return replySender;
    }

    private static long await(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aRefusalUndoesItsOwnWritesAlone() throws Exception {
        List<CompletableFuture<Long>> replySender = together(List.of(
                append(A, "before"),
                transaction -> {
                    append(A, "refused").apply(transaction);
                    append(B, "refused").apply(transaction);
                    throw new Refusal(ErrorCode.WRONG_STATE);
                },
                append(A, "after")));

        assertThat(replySender.get(0).join()).isEqualTo(1);
        assertRefused(replySender.get(1), ErrorCode.WRONG_STATE);
        assertThat(replySender.get(2).join()).isEqualTo(2);
        assertThat(stored(A)).containsExactly(1L, 2L);
        assertThat(stored(B)).isEmpty();
        assertThat(desk.happened).doesNotContain("b 1").contains("a 1", "a 2");
    }

    @Test
    void aChangeThatThrowsIsInternalAndItsNeighboursSurvive() throws Exception {
        List<CompletableFuture<Long>> replySender = together(List.of(
                append(A, "before"),
                transaction -> {
                    append(A, "broken").apply(transaction);
                    throw new IllegalStateException("a bug");
                },
                append(A, "after")));

        replySender.get(0).join();
        assertRefused(replySender.get(1), ErrorCode.INTERNAL);
        replySender.get(2).join();
        assertThat(stored(A)).containsExactly(1L, 2L);
    }

    @Test
    void aChangeThatTheStoreDoesNotTakeSpoilsNoOther() throws Exception {
        List<CompletableFuture<Long>> replySender = together(List.of(
                append(A, "before"),
                transaction -> {
                    append(A, "broken").apply(transaction);
                    return (long) transaction
                            .store()
                            .sql("INSERT INTO nowhere VALUES (1)")
                            .update();
                },
                append(A, "after")));

        replySender.get(0).join();
        assertRefused(replySender.get(1), ErrorCode.STORE_UNAVAILABLE);
        replySender.get(2).join();
        assertThat(stored(A)).containsExactly(1L, 2L);
    }

    @Test
    void theSameCommandAgainHasTheSameReplyAndNoSecondEffect() {
        CommandKey key = key("x");
        Reply first = desk.writer.submit(key, command("once")).join();
        Reply again = desk.writer.submit(key, command("once")).join();

        assertThat(again).isEqualTo(first);
        assertThat(stored(A)).containsExactly(1L);
    }

    @Test
    void theSameCommandInOneBatchHasOneEffect() throws Exception {
        CommandKey key = key("x");
        CountDownLatch hold = new CountDownLatch(1);
        desk.writer.submit(_ -> await(hold));
        CompletableFuture<Reply> first = desk.writer.submit(key, command("once"));
        CompletableFuture<Reply> again = desk.writer.submit(key, command("once"));
        hold.countDown();

        assertThat(again.join()).isEqualTo(first.join());
        assertThat(stored(A)).containsExactly(1L);
    }

    @Test
    void anotherContentUnderTheSameIdIsRefused() {
        UUID id = UUID.randomUUID();
        desk.writer.submit(new CommandKey("ada", id, "x"), command("x")).join();

        assertRefused(desk.writer.submit(new CommandKey("ada", id, "y"), command("y")), ErrorCode.CLIENT_ID_REUSED);
        assertThat(stored(A)).containsExactly(1L);
    }

    @Test
    void anotherAccountsIdIsAnotherId() {
        UUID id = UUID.randomUUID();
        desk.writer.submit(new CommandKey("ada", id, "x"), command("x")).join();
        desk.writer.submit(new CommandKey("bob", id, "y"), command("y")).join();

        assertThat(stored(A)).containsExactly(1L, 2L);
    }

    @Test
    void aRefusalIsNotRemembered() {
        CommandKey key = key("x");
        AtomicInteger tries = new AtomicInteger();
        Change<Reply> locked = transaction -> {
            if (tries.incrementAndGet() == 1) {
                throw new Refusal(ErrorCode.CHAT_LOCKED);
            }
            return command("x").apply(transaction);
        };

        assertRefused(desk.writer.submit(key, locked), ErrorCode.CHAT_LOCKED);
        assertThat(desk.writer.submit(key, locked).join().type()).isEqualTo("note.added");
    }

    @Test
    void aFullQueueIsBusyAndWhatItTookIsStored() throws Exception {
        desk.close();
        desk = new TestWriter(new WriterSettings(3, 2));
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        desk.writer.submit(_ -> {
            holding.countDown();
            return await(hold);
        });
        holding.await();
        List<CompletableFuture<Long>> taken = IntStream.range(0, 3)
                .mapToObj(_ -> desk.writer.submit(append(A, "x")))
                .toList();

        assertRefused(desk.writer.submit(append(A, "too many")), ErrorCode.BUSY);
        hold.countDown();
        taken.forEach(CompletableFuture::join);
        assertThat(stored(A)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLostCommitIsUnavailableNothingIsPublishedAndTheWriterGoesOn() {
        desk.fault.set(TestWriter.Fault.COMMIT_LOST);

        assertRefused(desk.writer.submit(append(A, "lost")), ErrorCode.STORE_UNAVAILABLE);
        assertThat(desk.happened).isEmpty();
        assertThat(desk.writer.submit(append(A, "next")).join()).isEqualTo(1);
        assertThat(desk.happened).containsExactly("a 1");
    }

    @Test
    void aStoreThatCannotBeReachedIsUnavailableUntilItCan() {
        desk.fault.set(TestWriter.Fault.COMMIT_LOST);
        assertRefused(desk.writer.submit(append(A, "1")), ErrorCode.STORE_UNAVAILABLE);
        desk.fault.set(TestWriter.Fault.UNREACHABLE);
        assertRefused(desk.writer.submit(append(A, "2")), ErrorCode.STORE_UNAVAILABLE);

        assertThat(desk.writer.submit(append(A, "3")).join()).isEqualTo(1);
    }

    @Test
    void whatWasCommittedWithoutAnAnswerIsPublishedOnceBeforeWhatComesNext() {
        CommandKey key = key("x");
        desk.fault.set(TestWriter.Fault.COMMIT_UNKNOWN);
        assertRefused(desk.writer.submit(key, command("?")), ErrorCode.STORE_UNAVAILABLE);
        assertThat(desk.happened).isEmpty();

        Reply reply = desk.writer.submit(key, command("?")).join();

        assertThat(reply.data()).isEqualTo("[1]");
        assertThat(desk.happened).containsExactly("a 1");
        desk.writer.submit(append(A, "2")).join();
        assertThat(desk.happened).containsExactly("a 1", "a 2");
    }

    @Test
    void aWriterThatHasJustStartedTakesChangesHoweverOften() {
        for (int i = 1; i <= 50; i++) {
            desk.writer.stop();
            desk.writer.start();
            assertThat(desk.writer
                            .submit(append(A, "x"))
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(i);
        }
    }

    @Test
    void aStoppedWriterIsBusyAndHasWrittenWhatItTook() {
        List<CompletableFuture<Long>> taken = IntStream.range(0, 20)
                .mapToObj(_ -> desk.writer.submit(append(A, "x")))
                .toList();
        desk.writer.stop();

        assertThat(taken).allSatisfy(change -> assertThat(change).isCompleted());
        assertRefused(desk.writer.submit(append(A, "late")), ErrorCode.BUSY);
    }

    /** A change that is submitted while the writer stops is either written or refused. */
    @Test
    void aWriterThatStopsLeavesNobodyWithoutAnAnswer() throws Exception {
        for (int round = 0; round < 100; round++) {
            CountDownLatch under = new CountDownLatch(4);
            List<FutureTask<List<CompletableFuture<Boolean>>>> submitters = IntStream.range(0, 4)
                    .mapToObj(_ -> submitsUntilRefused(under))
                    .toList();
            submitters.forEach(submitter -> Thread.ofPlatform().start(submitter));
            under.await();
            desk.writer.stop();
            for (FutureTask<List<CompletableFuture<Boolean>>> submitter : submitters) {
                assertThat(submitter.get()).allMatch(CompletableFuture::isDone);
            }
            desk.writer.start();
        }
    }

    private FutureTask<List<CompletableFuture<Boolean>>> submitsUntilRefused(CountDownLatch under) {
        return new FutureTask<>(() -> {
            List<CompletableFuture<Boolean>> all = new ArrayList<>();
            under.countDown();
            do {
                all.add(desk.writer.submit(_ -> true));
            } while (desk.writer.isRunning());
            return all;
        });
    }

    @Test
    void aSnapshotSeesOneMoment() {
        desk.writer.submit(append(A, "1")).join();

        List<Long> heads = desk.snapshots.read(now -> {
            long before = EventLog.extent(now, A).head();
            desk.writer.submit(append(A, "2")).join();
            return List.of(before, EventLog.extent(now, A).head(), (long)
                    EventLog.after(now, A, 0, 10).size());
        });

        assertThat(heads).containsExactly(1L, 1L, 1L);
        assertThat(desk.log.extent(A).head()).isEqualTo(2);
    }

    @Test
    void theLogIsReadInPages() {
        IntStream.range(0, 10).forEach(_ -> desk.writer.submit(append(A, "x")).join());

        assertThat(desk.log.after(A, 3, 4)).extracting(StoredEvent::seq).containsExactly(4L, 5L, 6L, 7L);
        assertThat(desk.log.after(A, 10, 4)).isEmpty();
        assertThat(desk.log.after(B, 0, 4)).isEmpty();
    }

    @Test
    void theExtentOfAStreamSaysWhatCanBeReplayed() {
        assertThat(desk.log.extent(A)).isEqualTo(new EventLog.Extent(1, 0));
        IntStream.range(0, 5).forEach(_ -> desk.writer.submit(append(A, "x")).join());
        assertThat(desk.log.extent(A)).isEqualTo(new EventLog.Extent(1, 5));

        desk.writer
                .submit(t -> t.store().sql("DELETE FROM event WHERE seq < 3").update())
                .join();
        EventLog.Extent kept = desk.log.extent(A);
        assertThat(kept).isEqualTo(new EventLog.Extent(3, 5));
        assertThat(kept.reachesBackTo(1)).isFalse();
        assertThat(kept.reachesBackTo(2)).isTrue();
        assertThat(kept.reachesBackTo(5)).isTrue();
        assertThat(kept.reachesBackTo(6)).isFalse();

        desk.writer.submit(t -> t.store().sql("DELETE FROM event").update()).join();
        assertThat(desk.log.extent(A)).isEqualTo(new EventLog.Extent(6, 5));
    }

    @Test
    void readersCannotWrite() {
        assertThatThrownBy(() -> desk.reads.sql("DELETE FROM event").update())
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }
}
