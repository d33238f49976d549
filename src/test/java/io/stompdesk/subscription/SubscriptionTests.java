package io.stompdesk.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.Role;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import io.stompdesk.transport.FakeSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

class SubscriptionTests {

    private static final StreamName STREAM = new StreamName("tickets");
    private static final String DESTINATION = "/topic/tickets";
    private static final Account AGENT =
            new Account("a1", "agent", "Agnes", Role.AGENT, false, false, List.of("support"));

    private static final Topic TOPIC = new Topic() {
        @Override
        public StreamName stream() {
            return STREAM;
        }

        @Override
        public boolean mayRead(Account account, JdbcClient store) {
            return true;
        }
    };

    private final FakeSocket socket = new FakeSocket("c1");
    private final Subscription subscription = new Subscription(socket.connection(AGENT), "s1", DESTINATION, TOPIC);

    private static StoredEvent event(long seq) {
        return new StoredEvent(seq, STREAM, seq, "note", Long.toString(seq));
    }

    private static List<StoredEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(SubscriptionTests::event)
                .toList();
    }

    private boolean offer(long seq) {
        StoredEvent event = event(seq);
        return subscription.offer(event, BroadcastMessage.of(event));
    }

    /** The bodies of what was sent. */
    private List<Long> sent() {
        return socket.sent.stream()
                .map(frame -> frame.substring(frame.indexOf("\n\n") + 2, frame.length() - 1))
                .map(Long::valueOf)
                .toList();
    }

    private void liveAt(long head) {
        subscription.replayFrom(head);
        assertThat(subscription.replay(List.of(), true)).isTrue();
    }

    @Test
    void aReplayIsFollowedByWhatComesLive() {
        subscription.replayFrom(0);
        assertThat(subscription.replay(events(1, 3), true)).isTrue();
        assertThat(offer(4)).isFalse();

        assertThat(sent()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void nothingIsSentWhileTheRightIsInDoubt() {
        liveAt(0);
        assertThat(subscription.suspendForAccessCheck()).isTrue();
        assertThat(subscription.suspendForAccessCheck())
                .as("a check is already under way")
                .isFalse();

        assertThat(offer(1)).isFalse();
        assertThat(subscription.replay(events(1, 1), true)).isFalse();
        subscription.goLive();
        subscription.accessCheckPassed(1);
        assertThat(subscription.replay(events(1, 1), true)).isFalse();
        assertThat(sent()).isEmpty();

        subscription.accessCheckPassed(subscription.pendingAccessCheck());
        assertThat(subscription.replay(events(1, 1), true)).isTrue();
        assertThat(sent()).containsExactly(1L);
    }

    @Test
    void aConnectionHasOneSnapshotAtATime() {
        SnapshotTurns turns = new SnapshotTurns(4);
        List<String> started = new ArrayList<>();
        var connection = socket.connection(AGENT);
        List<Subscription> all = List.of("a", "b", "c", "d").stream()
                .map(id -> new Subscription(connection, id, DESTINATION, TOPIC))
                .toList();
        all.forEach(one -> turns.take(one, () -> started.add(one.id())));
        assertThat(started).containsExactly("a");

        all.get(1).end();
        turns.release(all.get(0));
        assertThat(started).containsExactly("a", "c");
        all.get(2).end();
        assertThat(started).containsExactly("a", "c", "d");
        turns.release(all.get(3));
        turns.release(all.get(3));
        assertThat((Map<?, ?>) ReflectionTestUtils.getField(turns, "accounts")).isEmpty();
    }

    @Test
    void anAccountHasSoManySnapshotsAtATime() {
        SnapshotTurns turns = new SnapshotTurns(2);
        List<String> started = new ArrayList<>();
        List<Subscription> all = List.of("a", "b", "c", "d").stream()
                .map(id -> new Subscription(socket.connection(AGENT), id, DESTINATION, TOPIC))
                .toList();
        all.forEach(one -> turns.take(one, () -> started.add(one.id())));
        assertThat(started).containsExactly("a", "b");

        turns.release(all.get(1));
        assertThat(started).containsExactly("a", "b", "c");
        all.get(3).end();
        turns.release(all.get(0));
        turns.release(all.get(2));
        assertThat(started).containsExactly("a", "b", "c");
        assertThat((Map<?, ?>) ReflectionTestUtils.getField(turns, "accounts")).isEmpty();
    }

    @Test
    void onlyWhatIsAfterSinceIsReplayed() {
        subscription.replayFrom(2);
        subscription.replay(events(3, 4), true);

        assertThat(sent()).containsExactly(3L, 4L);
    }

    @Test
    void whatIsOfferedDuringAReplayComesAfterItAndOnce() {
        offer(3);
        subscription.replayFrom(0);
        offer(4);
        offer(5);
        assertThat(sent()).isEmpty();

        assertThat(subscription.replay(events(1, 4), true)).isTrue();

        assertThat(sent()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aPageThatIsNotTheLastLeavesOffersForLater() {
        subscription.replayFrom(0);
        offer(5);

        assertThat(subscription.replay(events(1, 2), false)).isFalse();
        assertThat(sent()).containsExactly(1L, 2L);
        assertThat(subscription.position()).isEqualTo(2);

        assertThat(subscription.replay(events(3, 4), true)).isTrue();
        assertThat(sent()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void offersThatDoNotMeetTheLogMakeItBeReadAgain() {
        subscription.replayFrom(0);
        offer(4);

        assertThat(subscription.replay(events(1, 2), true)).isFalse();
        assertThat(subscription.live()).isFalse();
        assertThat(subscription.replay(events(3, 4), true)).isTrue();

        assertThat(sent()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void moreOffersThanAreKeptAreReadFromTheLog() {
        subscription.replayFrom(0);
        LongStream.rangeClosed(1, 700).forEach(this::offer);

        boolean live = subscription.replay(events(1, 100), true);
        while (!live) {
            long next = subscription.position() + 1;
            live = subscription.replay(events(next, Math.min(700, next + 99)), false);
            if (subscription.position() == 700) {
                live = subscription.replay(List.of(), true);
            }
        }

        assertThat(sent())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 700).boxed().toList());
    }

    /** Both belong to one replay, which never makes a client count as too slow. */
    @Test
    void whatWasOfferedDuringAReplayWaitsForRoomToo() {
        socket.slow();
        subscription.replayFrom(0);
        LongStream.rangeClosed(2, 200).forEach(this::offer);

        boolean live = subscription.replay(events(1, 1), true);
        while (!live) {
            assertThat(socket.isClosed()).isFalse();
            socket.takeOne();
            live = subscription.replay(List.of(), true);
        }
        socket.takeAll();

        assertThat(sent())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void aGapIsReadFromTheLogBeforeAnythingElseIsSent() {
        liveAt(3);

        assertThat(offer(5)).isTrue();
        assertThat(offer(6)).isFalse();
        assertThat(sent()).isEmpty();
        assertThat(subscription.replay(events(4, 6), true)).isTrue();
        offer(7);

        assertThat(sent()).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void whatComesTwiceIsSentOnce() {
        liveAt(0);
        offer(1);
        offer(1);
        offer(2);
        offer(1);

        assertThat(sent()).containsExactly(1L, 2L);
    }

    @Test
    void whatHasEndedSendsNothingAndCannotBecomeLive() {
        subscription.replayFrom(0);
        subscription.end();

        assertThat(subscription.replay(events(1, 2), true)).isFalse();
        offer(3);
        subscription.goLive();
        offer(1);

        assertThat(sent()).isEmpty();
        assertThat(subscription.ended()).isTrue();
    }

    private void signal(long number) {
        subscription.signal(BroadcastMessage.ofSignal("signal-" + number, Long.toString(number)));
    }

    private boolean tell(long present) {
        return subscription.initialize(() -> subscription.send("present", Long.toString(present)));
    }

    @Test
    void howThingsStandComesBeforeWhatChangesIt() {
        signal(1);
        liveAt(0);
        signal(2);
        assertThat(sent()).isEmpty();

        assertThat(tell(0)).isTrue();
        signal(3);

        assertThat(sent()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void howThingsStandIsReadAgainIfMoreChangesThanAreKept() {
        liveAt(0);
        LongStream.rangeClosed(1, 257).forEach(this::signal);

        assertThat(tell(0)).isFalse();
        assertThat(sent()).isEmpty();
        assertThat(tell(257)).isTrue();
        assertThat(sent()).containsExactly(257L, 257L);
    }

    @Test
    void signalsWaitWhileAGapIsClosed() {
        liveAt(0);
        tell(0);
        offer(2);
        signal(7);
        assertThat(sent()).containsExactly(0L);

        assertThat(subscription.replay(events(1, 2), true)).isTrue();

        assertThat(sent()).containsExactly(0L, 1L, 2L, 7L);
        assertThat(subscription.isInitialized()).isTrue();
    }

    @Test
    void whoMissedSignalsWhileAGapWasClosedIsToldHowThingsStand() {
        liveAt(0);
        tell(0);
        offer(2);
        LongStream.rangeClosed(1, 257).forEach(this::signal);

        assertThat(subscription.replay(events(1, 2), true)).isTrue();

        assertThat(subscription.isInitialized()).isFalse();
    }

    @Test
    void aSubscriberIsToldThoughAGapWasFoundJustBefore() {
        liveAt(0);
        offer(2);

        assertThat(tell(0)).isTrue();

        assertThat(sent()).containsExactly(0L);
    }

    @Test
    void aFrameCarriesTheSubscribersOwnId() {
        liveAt(0);
        offer(1);

        assertThat(socket.sent)
                .singleElement(STRING)
                .isEqualTo("MESSAGE\ndestination:/topic/tickets\ncontent-type:application/json\n"
                        + "subscription:s1\nmessage-id:tickets-1\n\n1\0");
    }

    /**
     * Commits, publications, lost publications, replays and their pages in random order: each event after {@code since}
     * is sent once and in order.
     */
    @RepeatedTest(300)
    void anyOrderOfThingsSendsEachEventOnceAndInOrder(RepetitionInfo repetition) {
        schedule(repetition.getCurrentRepetition());
    }

    /** Long schedules, in which the pending events overflow. */
    @ParameterizedTest
    @ValueSource(longs = {1001, 1002, 1003})
    void soDoLongOnes(long seed) {
        new Schedule(new Random(seed), 3000, 60).run();
    }

    private void schedule(long seed) {
        new Schedule(new Random(seed), 60, 3).run();
    }

    private final class Schedule {

        private final Random random;
        private final int steps;
        private final int pageSize;
        private long head;
        private long published;
        private boolean reading;
        private List<StoredEvent> page;

        Schedule(Random random, int steps, int pageSize) {
            this.random = random;
            this.steps = steps;
            this.pageSize = pageSize;
        }

        void run() {
            head = random.nextInt(10);
            published = random.nextLong(head + 1);
            long since = random.nextLong(head + 1);
            subscription.replayFrom(since);
            reading = true;
            for (int i = 0; i < steps; i++) {
                step(true);
            }
            head++;
            while (published < head || reading) {
                step(false);
            }
            assertThat(sent())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(since + 1, head).boxed().toList());
        }

        private void step(boolean rough) {
            switch (random.nextInt(5)) {
                case 0 -> head += rough ? random.nextInt(4) : 0;
                case 1, 2 -> publish(rough && random.nextInt(10) == 0);
                case 3 -> readPage();
                default -> sendPage();
            }
        }

        private void publish(boolean lost) {
            if (published < head) {
                published++;
                if (!lost && offer(published)) {
                    reading = true;
                }
            }
        }

        private void readPage() {
            if (reading && page == null) {
                long next = subscription.position() + 1;
                page = events(next, Math.min(head, next + pageSize - 1));
            }
        }

        private void sendPage() {
            if (page != null) {
                subscription.replay(page, page.size() < pageSize);
                reading = !subscription.live();
                page = null;
            }
        }
    }
}
