package io.stompdesk.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Checks that the desk answers every CONNECT and every frame with a receipt while the connection is open. If an answer
 * takes too long, it records what the client wrote and read, and the desk's state of the connection. An answer that
 * still arrives only counts as late, because the machine may be busy. One that never arrives is lost.
 */
public final class AnswerWatch implements AutoCloseable {

    private static final long LOOK_MS = 500;

    private final Duration patience;
    private final Duration lost;
    private final Function<StompConnection, String> desk;
    private final Set<DeskSession> sessions = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile String violation = "";

    /**
     * @param patience after this time an answer is late
     * @param lost after this time no answer is expected any more
     * @param desk describes the desk's side of a connection
     */
    public AnswerWatch(Duration patience, Duration lost, Function<StompConnection, String> desk) {
        this.patience = patience;
        this.lost = lost;
        this.desk = desk;
        this.thread = Thread.ofPlatform().name("answer-watch").daemon().start(this::run);
    }

    void add(DeskSession session) {
        sessions.add(session);
    }

    /** The frames that were not answered; empty if all were. */
    public String violation() {
        return violation;
    }

    private void run() {
        try {
            while (violation.isEmpty() && goesOn()) {
                sessions.removeIf(session -> session.client().closed().isDone());
                for (DeskSession session : sessions) {
                    Map<String, String> unanswered = session.unansweredFor(patience.toNanos());
                    if (!unanswered.isEmpty()) {
                        follow(session, unanswered);
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean goesOn() throws InterruptedException {
        return !over.await(LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private void follow(DeskSession session, Map<String, String> late) throws InterruptedException {
        String picture = "%n%s%n%s%n".formatted(session, desk.apply(session.client()));
        Map<String, String> missing = late;
        while (goesOn()) {
            missing = new HashMap<>(late);
            missing.keySet().retainAll(session.unansweredFor(patience.toNanos()).keySet());
            if (missing.isEmpty()) {
                System.out.printf(
                        "proof: late, on a machine with a load of %.1f: %s%n",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), late);
                return;
            }
            if (!session.unansweredFor(lost.toNanos()).isEmpty()) {
                break;
            }
        }
        if (over.getCount() > 0) {
            violation = "No answer within " + lost.toSeconds() + " s: " + missing + picture;
        }
    }

    @Override
    public void close() {
        over.countDown();
        thread.interrupt();
    }

    /** The last lines that one side wrote and read. */
    static final class Transcript {

        private static final int LINES = 400;

        private final Deque<String> lines = new ArrayDeque<>();

        /** @param line called only if the line is recorded */
        synchronized void note(Supplier<String> line) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.add(System.nanoTime() / 1_000_000 + " " + line.get());
        }

        @Override
        public synchronized String toString() {
            return String.join("\n", lines);
        }
    }
}
