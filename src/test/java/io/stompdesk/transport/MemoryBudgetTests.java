package io.stompdesk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryBudgetTests {

    private static final int KB = 1024;
    private static final String FRAME = "x".repeat(16 * KB);

    private final MemoryBudget budget = new MemoryBudget(512 * KB);

    private OutboundQueue queueAt(String address) {
        return new OutboundQueue(1024 * KB, 128 * KB, budget.shareAt(address));
    }

    private static int fill(OutboundQueue queue) {
        int frames = 0;
        while (frames < 1000 && queue.offer(FRAME) != OutboundQueue.Offer.TOO_SLOW) {
            frames++;
        }
        return frames;
    }

    @Test
    void aClientAloneMayHoldAsMuchAsItsQueueAllows() {
        OutboundQueue alone =
                new OutboundQueue(1024 * KB, 128 * KB, MemoryBudget.unlimited().shareAt("a"));

        assertThat(fill(alone)).isEqualTo(65);
    }

    @Test
    void theClientsAtOneAddressHoldAQuarterAndThoseAtAnotherAddressTheirOwn() {
        List<OutboundQueue> queues =
                Stream.generate(() -> queueAt("a")).limit(4).toList();

        assertThat(queues.stream().mapToInt(MemoryBudgetTests::fill)).containsExactly(10, 2, 2, 2);
        assertThat(budget.taken()).isEqualTo(128 * KB);
        assertThat(fill(queueAt("b"))).isEqualTo(10);
    }

    @Test
    void manyAddressesTogetherHoldNoMoreThanAll() {
        Stream.of("a", "b", "c", "d", "e").forEach(address -> fill(queueAt(address)));

        assertThat(budget.taken()).isEqualTo(512 * KB);
        assertThat(fill(queueAt("f"))).as("a little of its own").isEqualTo(2);
    }

    @Test
    void whatIsReadOrDiscardedIsFreeAgain() {
        OutboundQueue read = queueAt("a");
        OutboundQueue discarded = queueAt("b");
        fill(read);
        fill(discarded);

        assertThat(read.claim()).isFalse();
        while (read.next() != null) {
            continue;
        }
        discarded.end();

        assertThat(budget.taken()).isZero();
        assertThat(fill(queueAt("a"))).isEqualTo(10);
    }

    /** A large frame is counted whole, also after frames for which the client needed its own part only. */
    @Test
    void noMoreIsGivenBackThanWasTaken() {
        OutboundQueue other = queueAt("a");
        fill(other);
        long held = budget.taken();
        MemoryBudget.Share share = budget.shareAt("b");

        assertThat(share.covers(20 * KB)).isTrue();
        share.shrink(100 * KB);
        share.shrink(0);

        assertThat(budget.taken()).isEqualTo(held);
    }

    @Test
    void aReplayPausesInsteadOfBeingCutOff() {
        fill(queueAt("a"));
        OutboundQueue replay = queueAt("a");
        int frames = 0;
        while (replay.hasRoom()) {
            assertThat(replay.offer(FRAME)).isNotEqualTo(OutboundQueue.Offer.TOO_SLOW);
            frames++;
        }

        assertThat(frames).isEqualTo(2);
    }
}
