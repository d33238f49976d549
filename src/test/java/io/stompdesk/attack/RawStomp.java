package io.stompdesk.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A STOMP client that sends any text, valid or not. It keeps everything that it receives, in order. */
abstract class RawStomp implements AutoCloseable {

    /** The transports. */
    enum Transport {
        WEBSOCKET,
        SOCKJS_WEBSOCKET,
        XHR_STREAMING,
        XHR
    }

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<Frame> received = new ArrayList<>();
    private int read;
    private int pings;
    private Integer closeCode;

    /** From a unique address, so that limits of other tests do not count. */
    static RawStomp open(Transport transport, int port) {
        int number = NUMBER.incrementAndGet();
        String address = "10.2." + number / 250 + "." + (number % 250 + 1);
        return openAs(transport, port, sessionId(), "X-Forwarded-For: " + address);
    }

    static String sessionId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static RawStomp openAs(Transport transport, int port, String sessionId, String... headers) {
        return switch (transport) {
            case WEBSOCKET -> new RawWebSocket(port, "/ws/websocket", false, headers);
            case SOCKJS_WEBSOCKET -> new RawWebSocket(port, "/ws/000/" + sessionId + "/websocket", true, headers);
            case XHR_STREAMING -> new RawXhr(port, sessionId, "xhr_streaming", headers);
            case XHR -> new RawXhr(port, sessionId, "xhr", headers);
        };
    }

    /** Sends this text as one message of the transport. */
    abstract void send(String text);

    /** Sends CONNECT and subscribes to replies and errors. */
    RawStomp connect(String token) {
        send(Frame.connect(token));
        await(frame -> frame.is("CONNECTED"));
        send(Frame.subscribe("replies", "/user/queue/replies"));
        send(Frame.subscribe("errors", "/user/queue/errors", "receipt:ready"));
        awaitReceipt("ready");
        return this;
    }

    Frame awaitReceipt(String id) {
        return await(frame -> frame.is("RECEIPT") && frame.header("receipt-id").equals(id));
    }

    /** The next message of a subscription. */
    Frame awaitOn(String subscription) {
        return await(frame -> frame.header("subscription").equals(subscription));
    }

    /** The outcome of the frame with this receipt: OK, or an error code. */
    String outcome(String receipt) {
        Frame answer = await(frame ->
                frame.header("receipt-id").equals(receipt) || frame.body().contains("\"receipt\":\"" + receipt + '"'));
        return answer.is("RECEIPT") ? "OK" : answer.json().path("code").stringValue();
    }

    /** Sends a frame with a receipt. Returns its outcome. */
    String ask(String frame) {
        String receipt = UUID.randomUUID().toString();
        int headers = frame.indexOf('\n') + 1;
        send(frame.substring(0, headers) + "receipt:" + receipt + "\n" + frame.substring(headers));
        return outcome(receipt);
    }

    /** The next matching frame. Skips frames before it. */
    synchronized Frame await(Predicate<Frame> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            while (read < received.size()) {
                Frame frame = received.get(read++);
                if (wanted.test(frame)) {
                    return frame;
                }
            }
            if (closeCode != null) {
                throw new AssertionError("closed with " + closeCode + " after " + last());
            }
            waitUntil(until);
        }
    }

    /** Whether a subscription has received anything, or receives it within this time. */
    synchronized boolean hears(String subscription, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        while (on(subscription).isEmpty()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
        return true;
    }

    /** The WebSocket close code. */
    synchronized int awaitClose() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (closeCode == null) {
            waitUntil(until);
        }
        return closeCode;
    }

    private List<Frame> last() {
        return received.subList(Math.max(0, received.size() - 3), received.size());
    }

    private void waitUntil(long deadline) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new AssertionError("nothing came; so far: " + last());
        }
        try {
            wait(left);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    final synchronized void pinged() {
        pings++;
        notifyAll();
    }

    /** Waits until the desk has sent this many pings. */
    synchronized void awaitPings(int count) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (pings < count) {
            if (closeCode != null) {
                throw new AssertionError("closed with " + closeCode + " after " + pings + " pings");
            }
            waitUntil(until);
        }
    }

    synchronized boolean isClosed() {
        return closeCode != null;
    }

    /** Everything received so far. */
    synchronized List<Frame> received() {
        return List.copyOf(received);
    }

    /** All messages that a subscription has received so far. */
    List<Frame> on(String subscription) {
        return received().stream()
                .filter(frame -> frame.header("subscription").equals(subscription))
                .toList();
    }

    final synchronized void receive(String text) {
        if (!text.isBlank()) {
            received.add(Frame.parse(text));
            notifyAll();
        }
    }

    final synchronized void closed(int code) {
        if (closeCode == null) {
            closeCode = code;
            notifyAll();
        }
    }

    /** Drops the connection without a close. */
    @Override
    public abstract void close();
}
