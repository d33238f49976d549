package io.stompdesk.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairThreadsTests {

    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final AtomicLong pauseOfGreedy = new AtomicLong();
    private final FairThreads threads =
            new FairThreads(one, account -> account.equals("greedy") ? pauseOfGreedy.get() : 0);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        one.shutdownNow();
    }

    private void submit(String account, int count) {
        for (int i = 0; i < count; i++) {
            String name = account + i;
            threads.execute(account, () -> done.add(name));
        }
    }

    private void untilDone(int count) {
        await().dontCatchUncaughtExceptions().until(() -> done.size() == count && threads.size() == 0);
    }

    @Test
    void whoHasLittleWorkDoesNotWaitForWhoHasMuch() {
        CountDownLatch begin = new CountDownLatch(1);
        one.execute(() -> {
            try {
                begin.await();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        });
        submit("greedy", 100);
        submit("modest", 2);
        begin.countDown();

        untilDone(102);
        assertThat(done.indexOf("modest0")).isLessThan(5);
        assertThat(done.indexOf("modest1")).isLessThan(8);
        assertThat(done.stream().filter(name -> name.startsWith("greedy")))
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 100)
                        .mapToObj(i -> "greedy" + i)
                        .toList());
    }

    @Test
    void whoHasHadMoreThanTheirShareWaitsAndNobodyElseDoes() {
        pauseOfGreedy.set(Duration.ofMillis(20).toNanos());
        submit("greedy", 3);
        submit("modest", 3);

        await().until(() -> done.size() == 3);
        assertThat(done).containsExactly("modest0", "modest1", "modest2");

        pauseOfGreedy.set(0);
        untilDone(6);
    }

    @Test
    void workThatFailsKeepsNothingElseFromBeingDone() {
        threads.execute("greedy", () -> {
            throw new IllegalStateException("for the test");
        });
        submit("greedy", 3);

        untilDone(3);
    }
}
