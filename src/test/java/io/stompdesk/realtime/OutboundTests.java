package io.stompdesk.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;

/** The settings of {@link FakeSocket}: 100 may wait; a replay goes on below 40. */
class OutboundTests {

    private static final String TEN = "0123456789";

    private final FakeSocket socket = new FakeSocket("c1");
    private final Outbound outbound = socket.outbound();

    private void send(int frames) {
        IntStream.range(0, frames).forEach(_ -> outbound.send(TEN));
    }

    @Test
    void framesLeaveAtOnceWhereTheSocketTakesThem() {
        outbound.send("a");
        outbound.send("b");

        assertThat(socket.sent).containsExactly("a", "b");
        assertThat(outbound.isEmpty()).isTrue();
    }

    @Test
    void framesLeaveOneByOneInTheirOrderWhereItDoesNot() {
        socket.slow();
        outbound.send("a");
        outbound.send("b");
        outbound.send("c");
        assertThat(socket.sent).containsExactly("a");

        socket.takeOne();
        assertThat(socket.sent).containsExactly("a", "b");
        socket.takeAll();
        assertThat(socket.sent).containsExactly("a", "b", "c");
    }

    @Test
    void aThousandFramesOfManyThreadsAllLeaveEachThreadsInItsOrder() throws Exception {
        Outbound roomy = socket.roomyOutbound();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "t" + t + "-";
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            IntStream.range(0, 250)
                                                    .forEach(i -> roomy.send(name + i))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(socket.sent).hasSize(1000);
        for (int t = 0; t < 4; t++) {
            String name = "t" + t + "-";
            assertThat(socket.sent.stream().filter(frame -> frame.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 250).mapToObj(i -> name + i).toList());
        }
    }

    @Test
    void whoDoesNotTakeWhatWaitsIsCutOffAsTooSlow() {
        socket.slow();
        send(12); // one is on its way, eleven wait: 110
        assertThat(socket.isClosed()).isFalse();

        outbound.send(TEN);

        assertThat(socket.closed()).isEqualTo(CloseCodes.TOO_SLOW);
        socket.takeAll();
        assertThat(socket.sent).hasSize(1);
    }

    @Test
    void oneFrameMayBeLargerThanTheLimit() {
        socket.slow();
        outbound.send(TEN);
        outbound.send(TEN.repeat(50));

        socket.takeAll();

        assertThat(socket.sent).hasSize(2);
        assertThat(socket.isClosed()).isFalse();
    }

    @Test
    void aReplayWaitsUntilHalfHasLeft() {
        List<String> resumed = new ArrayList<>();
        socket.slow();
        send(4);
        assertThat(outbound.hasRoom(() -> resumed.add("unexpected"))).isTrue();
        outbound.send(TEN);
        assertThat(outbound.hasRoom(() -> resumed.add("now"))).isFalse();

        socket.takeOne();
        assertThat(resumed).isEmpty();
        socket.takeOne();
        assertThat(resumed).containsExactly("now");
        socket.takeAll();
        assertThat(resumed).containsExactly("now");
    }

    @Test
    void aCloseComesAfterWhatWaits() {
        socket.slow();
        outbound.send("a");
        outbound.send("b");
        outbound.close(CloseStatus.NORMAL);
        assertThat(socket.isClosed()).isFalse();

        socket.takeAll();

        assertThat(socket.sent).containsExactly("a", "b");
        assertThat(socket.closed()).isEqualTo(CloseStatus.NORMAL);
    }

    @Test
    void aCloseOfAnIdleSocketIsAtOnce() {
        outbound.close(CloseStatus.NORMAL);

        assertThat(socket.closed()).isEqualTo(CloseStatus.NORMAL);
    }

    @Test
    void nothingIsSentAfterAClose() {
        outbound.close(CloseStatus.NORMAL);
        outbound.send("late");

        assertThat(socket.sent).isEmpty();
    }

    @Test
    void whatACloseMeansWasSaidBefore() {
        outbound.closeMeans(CloseCodes.LOG_IN_AGAIN);
        outbound.close(CloseStatus.PROTOCOL_ERROR);

        assertThat(socket.closed()).isEqualTo(CloseCodes.LOG_IN_AGAIN);
    }

    @Test
    void aCutDropsWhatWaits() {
        socket.slow();
        outbound.send("a");
        outbound.send("b");

        outbound.cut(CloseStatus.SESSION_NOT_RELIABLE);

        assertThat(socket.closed()).isEqualTo(CloseStatus.SESSION_NOT_RELIABLE);
        socket.takeAll();
        assertThat(socket.sent).containsExactly("a");
    }

    @Test
    void aFrameThatTheSocketHoldsTooLongIsNoticed() {
        assertThat(outbound.stalledFor(0)).isFalse();
        socket.slow();
        outbound.send("a");
        assertThat(outbound.stalledFor(0)).isTrue();
        socket.takeAll();
        assertThat(outbound.stalledFor(0)).isFalse();
    }
}
