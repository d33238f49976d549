package io.stompdesk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has a place in the queue for hashing, and who goes first. */
class HashingQueueTests {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch held = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private HashingQueue queue = queue(10, 5, LONG);

    private static HashingQueue queue(int waiting, int reserved, Duration patience) {
        return new HashingQueue(
                new AccountSettings.Hashing(1, waiting, reserved, patience, new AccountSettings.Share(2, 3, 4)));
    }

    @AfterEach
    void stop() {
        held.countDown();
        threads.close();
    }

    private static HashingClient stranger(String... sources) {
        return new HashingClient(false, List.of(sources));
    }

    private static HashingClient known(String... sources) {
        return new HashingClient(true, List.of(sources));
    }

    /** Takes the one permit until {@link #held} is released. */
    private CompletableFuture<Void> hold(HashingClient client) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> queue.run(client, () -> {
                    running.countDown();
                    return await(held);
                }),
                threads);
        running.await();
        return work;
    }

    /** Joins the queue; returns once it waits there, has been refused or is done. */
    private CompletableFuture<String> join(String name, HashingClient client) {
        CompletableFuture<String> joined = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                joined.complete(queue.run(client, () -> {
                    done.add(name);
                    return name;
                }));
            } catch (Refusal refused) {
                joined.completeExceptionally(refused);
            }
        });
        while (thread.getState() != Thread.State.TIMED_WAITING && !joined.isDone()) {
            Thread.onSpinWait();
        }
        return joined;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static void assertRefused(CompletableFuture<?> joined) {
        assertThatThrownBy(joined::join)
                .cause()
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED));
    }

    @Test
    void oneAddressHasAShareAndOthersTheRest() throws Exception {
        hold(stranger("a"));
        CompletableFuture<String> second = join("a2", stranger("a"));
        assertRefused(join("a3", stranger("a")));
        CompletableFuture<String> other = join("b1", stranger("b"));
        held.countDown();
        assertThat(second.join() + other.join()).isEqualTo("a2b1");
        assertThat(join("a4", stranger("a")).join()).isEqualTo("a4");
    }

    @Test
    void soHaveAllAddressesOfAWiderNetwork() throws Exception {
        hold(stranger("a1", "a-56", "a-48"));
        join("2", stranger("a2", "a-56", "a-48"));
        join("3", stranger("a3", "a-56", "a-48"));
        assertRefused(join("4", stranger("a4", "a-56", "a-48")));
        join("5", stranger("b1", "b-56", "a-48"));
        assertRefused(join("6", stranger("c1", "c-56", "a-48")));
        CompletableFuture<String> elsewhere = join("7", stranger("d1", "d-56", "d-48"));
        held.countDown();
        assertThat(elsewhere.join()).isEqualTo("7");
    }

    @Test
    void aFloodOfStrangersDoesNotKeepOutWhoHasLoggedInBefore() throws Exception {
        hold(stranger("flood"));
        List<CompletableFuture<String>> flood = IntStream.range(0, 20)
                .mapToObj(i -> join("stranger " + i, stranger("address " + i)))
                .toList();
        assertThat(flood)
                .filteredOn(CompletableFuture::isCompletedExceptionally)
                .hasSize(10);
        CompletableFuture<String> known = join("known", known("home"));
        held.countDown();
        assertThat(known.join()).isEqualTo("known");
        CompletableFuture.allOf(flood.subList(0, 10).toArray(CompletableFuture<?>[]::new))
                .join();
        assertThat(done).hasSize(11).startsWith("known", "stranger 0", "stranger 1");
    }

    @Test
    void whoWaitsTooLongIsRefusedAndTheirPlaceIsFree() throws Exception {
        queue = queue(1, 0, Duration.ofMillis(50));
        hold(stranger("a"));
        assertRefused(join("late", stranger("b")));
        assertRefused(join("late again", stranger("b")));
    }
}
