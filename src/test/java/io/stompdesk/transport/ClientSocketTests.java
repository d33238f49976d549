package io.stompdesk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;

/** The settings of {@link FakeSocket}: 100 bytes may wait; a replay continues below 40. */
class ClientSocketTests {

    private static final String TEN = "0123456789";

    private final FakeSocket socket = new FakeSocket("c1");
    private final ClientSocket client = socket.client();

    private void send(int frames) {
        IntStream.range(0, frames).forEach(_ -> client.send(TEN));
    }

    @Test
    void framesLeaveAtOnceWhereTheSocketTakesThem() {
        client.send("a");
        client.send("b");

        assertThat(socket.sent).containsExactly("a", "b");
        assertThat(client.queue().isEmpty()).isTrue();
    }

    @Test
    void framesLeaveOneByOneInTheirOrderWhereItDoesNot() {
        socket.slow();
        client.send("a");
        client.send("b");
        client.send("c");
        assertThat(socket.sent).containsExactly("a");

        socket.takeOne();
        assertThat(socket.sent).containsExactly("a", "b");
        socket.takeAll();
        assertThat(socket.sent).containsExactly("a", "b", "c");
    }

    @Test
    void aThousandFramesOfManyThreadsAllLeaveEachThreadsInItsOrder() throws Exception {
        ClientSocket roomy = socket.roomyClient();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "t" + t + "-";
            threads.add(Thread.ofPlatform().start(() -> IntStream.range(0, 250).forEach(i -> roomy.send(name + i))));
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
        send(12); // One frame is being sent and eleven wait: 110.
        assertThat(socket.isClosed()).isFalse();

        client.send(TEN);

        assertThat(socket.closed()).isEqualTo(CloseCodes.TOO_SLOW);
        socket.takeAll();
        assertThat(socket.sent).hasSize(1);
    }

    @Test
    void oneFrameMayBeLargerThanTheLimit() {
        socket.slow();
        client.send(TEN);
        client.send(TEN.repeat(50));

        socket.takeAll();

        assertThat(socket.sent).hasSize(2);
        assertThat(socket.isClosed()).isFalse();
    }

    @Test
    void aReplayWaitsUntilHalfHasLeft() {
        List<String> resumed = new ArrayList<>();
        socket.slow();
        send(4);
        assertThat(client.hasRoom(() -> resumed.add("unexpected"))).isTrue();
        client.send(TEN);
        assertThat(client.hasRoom(() -> resumed.add("now"))).isFalse();

        socket.takeOne();
        assertThat(resumed).isEmpty();
        socket.takeOne();
        assertThat(resumed).containsExactly("now");
        socket.takeAll();
        assertThat(resumed).containsExactly("now");
    }

    @Test
    void whoeverWaitsUntilEverythingIsTakenIsToldOnce() {
        List<String> told = new ArrayList<>();
        assertThat(client.isIdle(() -> told.add("unexpected"))).isTrue();
        socket.slow();
        send(2);
        assertThat(client.isIdle(() -> told.add("taken"))).isFalse();

        socket.takeOne();
        assertThat(told).isEmpty();
        socket.takeAll();
        send(1);
        assertThat(told).containsExactly("taken");
    }

    @Test
    void aCloseComesAfterWhatWaits() {
        socket.slow();
        client.send("a");
        client.send("b");
        client.close(CloseStatus.NORMAL);
        assertThat(socket.isClosed()).isFalse();

        socket.takeAll();

        assertThat(socket.sent).containsExactly("a", "b");
        assertThat(socket.closed()).isEqualTo(CloseStatus.NORMAL);
    }

    @Test
    void aCloseOfAnIdleSocketIsAtOnce() {
        client.close(CloseStatus.NORMAL);

        assertThat(socket.closed()).isEqualTo(CloseStatus.NORMAL);
    }

    @Test
    void nothingIsSentAfterAClose() {
        client.close(CloseStatus.NORMAL);
        client.send("late");

        assertThat(socket.sent).isEmpty();
    }

    @Test
    void whatACloseMeansWasSaidBefore() {
        client.setCloseReason(CloseCodes.LOG_IN_AGAIN);
        client.close(CloseStatus.PROTOCOL_ERROR);

        assertThat(socket.closed()).isEqualTo(CloseCodes.LOG_IN_AGAIN);
    }

    @Test
    void aCutDropsWhatWaits() {
        socket.slow();
        client.send("a");
        client.send("b");

        client.cut(CloseStatus.SESSION_NOT_RELIABLE);

        assertThat(socket.closed()).isEqualTo(CloseStatus.SESSION_NOT_RELIABLE);
        socket.takeAll();
        assertThat(socket.sent).containsExactly("a");
    }

    @Test
    void aFrameThatTheSocketHoldsTooLongIsNoticed() {
        assertThat(client.isStalledFor(0)).isFalse();
        socket.slow();
        client.send("a");
        assertThat(client.isStalledFor(0)).isTrue();
        socket.takeAll();
        assertThat(client.isStalledFor(0)).isFalse();
    }
}
