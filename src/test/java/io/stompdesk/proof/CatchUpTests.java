package io.stompdesk.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.bench.DeskApi;
import io.stompdesk.bench.DeskSession;
import io.stompdesk.bench.StompFrame;
import io.stompdesk.bench.StompLoop;
import io.stompdesk.stream.EventData;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Writer;
import io.stompdesk.subscription.OpenResources;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future.State;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * Long histories, many subscriptions, and clients that read slowly or not at all. {@code -Dproof.history=1000000} uses
 * a longer history.
 */
@DeskTest(properties = {"stompdesk.limits.enabled=off", "stompdesk.realtime.outbound=256KB"})
@Import(OpenResources.class)
class CatchUpTests {

    private static final int HISTORY = Integer.getInteger("proof.history", 100_000);
    private static final int TOO_SLOW = 4408;
    private static final long MIB = 1 << 20;

    private record ProofAdded(String text) implements EventData {}

    /** A subscriber that accepts only the next event. */
    private static final class View {

        private final AtomicLong last = new AtomicLong();
        private final AtomicReference<String> fault = new AtomicReference<>("");

        void seen(StompFrame frame) {
            String id = frame.need("message-id");
            if (id.startsWith("ticket.")) {
                long seq = Long.parseLong(id.substring(id.indexOf('-') + 1));
                if (seq != last.get() + 1) {
                    fault.compareAndSet("", seq + " after " + last.get());
                }
                last.set(seq);
            }
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Writer writer;

    @Autowired
    private OpenResources open;

    private final StompLoop loop = new StompLoop("catching-up");
    private DeskApi.Person customer;
    private DeskSession session;
    private String ticket;

    private InetSocketAddress desk() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @BeforeEach
    void openATicket() {
        customer = new DeskApi(desk()).guest("Reader");
        session = connect();
        ticket = session.command("/app/tickets.create", "{\"subject\":\"Long\",\"description\":\"Long\"}")
                .join()
                .path("ticket")
                .path("id")
                .asString();
    }

    @AfterEach
    void leave() {
        loop.close();
    }

    private DeskSession connect() {
        return DeskSession.open(loop, desk(), customer).join();
    }

    private void append(int events, String text) {
        StreamName stream = new StreamName("ticket." + ticket);
        List<CompletableFuture<Boolean>> stored = new ArrayList<>();
        for (int from = 0; from < events; from += 500) {
            int count = Math.min(500, events - from);
            stored.add(writer.submit(transaction -> {
                for (int i = 0; i < count; i++) {
                    transaction.append(stream, null, new ProofAdded(text));
                }
                return true;
            }));
        }
        stored.forEach(CompletableFuture::join);
    }

    private CompletableFuture<StompFrame> follow(DeskSession on, String id, View view) {
        return on.subscribe(id, "/queue/ticket." + ticket, "since:0\n", view::seen);
    }

    private static void sees(View view, long head) {
        soon().until(() -> view.last.get() >= head || !view.fault.get().isEmpty());
        assertThat(view.fault.get()).isEmpty();
        assertThat(view.last.get()).isEqualTo(head);
    }

    /**
     * A client with many subscriptions. When the desk cuts it off as too slow, it reconnects and resumes each
     * subscription, as a correct client does.
     */
    private final class Reader {

        private final List<View> views = new ArrayList<>();
        private final List<CompletableFuture<StompFrame>> live = new ArrayList<>();
        private DeskSession on = connect();

        void look() {
            views.add(new View());
            live.add(follow(views.size() - 1));
        }

        private CompletableFuture<StompFrame> follow(int i) {
            View view = views.get(i);
            return on.subscribe("s" + i, "/queue/ticket." + ticket, "since:" + view.last.get() + "\n", view::seen);
        }

        boolean isLive() {
            if (on.client().closed().isDone()) {
                assertThat(on.client().closed().join()).isEqualTo(TOO_SLOW);
                on = connect();
                live.replaceAll(_ -> new CompletableFuture<>());
                IntStream.range(0, views.size()).forEach(i -> live.set(i, follow(i)));
            }
            return live.stream().allMatch(subscribed -> subscribed.state() == State.SUCCESS);
        }

        boolean hasSeen(long head) {
            views.forEach(view -> assertThat(view.fault.get()).isEmpty());
            return isLive() && views.stream().allMatch(view -> view.last.get() == head);
        }
    }

    @Test
    void eachSeqComesOnceAndInOrderWhileEventsKeepArriving() {
        append(999, "before");
        List<Reader> readers = List.of(new Reader(), new Reader(), new Reader(), new Reader());
        for (int i = 0; i < 100; i++) {
            readers.get(i % 4).look();
            append(5, "meanwhile");
        }
        soon().until(() -> readers.stream().allMatch(Reader::isLive));
        append(1, "last");
        soon().until(() -> readers.stream().allMatch(reader -> reader.hasSeen(1 + 999 + 500 + 1)));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(5));
    }

    @Test
    void aLongHistoryCostsLittleMemoryHoweverSlowTheReader() {
        append(HISTORY - 1, "x".repeat(100));
        DeskSession slow = connect();
        View view = new View();
        long before = heap();
        slow.client().reads(false);
        var _ = follow(slow, "slow", view);
        long most = 0;
        for (long seen = 0; seen < HISTORY; seen = view.last.get()) {
            most = Math.max(most, heap() - before);
            long more = Math.min(HISTORY, seen + HISTORY / 10);
            slow.client().reads(true);
            soon().until(() -> view.last.get() >= more);
            slow.client().reads(more == HISTORY);
        }
        sees(view, HISTORY);
        System.out.printf("proof: %d events, heap growth %d KiB%n", HISTORY, most / 1024);
        assertThat(most).isLessThan(32 * MIB);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** A page of the log may be larger than the queue of one client. */
    @Test
    void aHistoryOfLongMessagesDoesNotCutItsReaderOff() {
        append(1500, "x".repeat(10_000));
        View view = new View();
        var _ = follow(session, "long", view);
        sees(view, 1501);
        assertThat(session.client().isOpen()).isTrue();
    }

    /** It reads again once the desk has cut it off, and so receives the close code. */
    @Test
    void aReaderThatIsStuckIsCutOffAndResumesAndNobodyElseNotices() {
        View stuckView = new View();
        DeskSession stuck = connect();
        follow(stuck, "stuck", stuckView).join();
        DeskApi.Person admin = new DeskApi(desk()).admin();
        View otherView = new View();
        follow(DeskSession.open(loop, desk(), admin).join(), "other", otherView).join();
        session.disconnect().join();
        stuck.client().reads(false);
        int head = 1;
        while (!open.hasGivenUp(customer.id())) {
            append(100, "x".repeat(1000));
            head += 100;
            sees(otherView, head);
            assertThat(head).as("events that wait for a stuck reader").isLessThan(100_000);
        }

        stuck.client().reads(true);
        assertThat(stuck.client().closed().orTimeout(60, TimeUnit.SECONDS).join())
                .isEqualTo(TOO_SLOW);
        assertThat(stuckView.fault.get()).isEmpty();
        assertThat(stuckView.last.get()).isLessThan(head);

        var _ = connect()
                .subscribe("again", "/queue/ticket." + ticket, "since:" + stuckView.last.get() + "\n", stuckView::seen);
        sees(stuckView, head);
    }
}
