package io.stompdesk.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait for one client, in the order in which they were offered. One thread at a time transmits them:
 * whoever is told so by {@link #offer} or {@link #claim}. Sizes are in bytes of UTF-8.
 */
final class OutboundQueue {

    /** What whoever offered a frame must do. */
    enum Offer {
        QUEUED,
        /** Transmit what waits: nobody else does. */
        TRANSMIT,
        /** Too much waits already. The frame was not taken. */
        TOO_SLOW,
        ENDED
    }

    private record Frame(String text, int bytes) {}

    private final long limit;
    private final long replayLimit;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Runnable> waitingForRoom = new ArrayList<>(0);
    private long bytes;
    private boolean transmitting;
    private long transmittingSince;
    private boolean ended;

    /**
     * @param limit bytes that may wait before a further frame is too much
     * @param replayLimit bytes that may wait before a replay pauses
     */
    OutboundQueue(long limit, long replayLimit) {
        this.limit = limit;
        this.replayLimit = replayLimit;
    }

    Offer offer(String text) {
        Frame frame = new Frame(text, Utf8.length(text));
        synchronized (this) {
            if (ended) {
                return Offer.ENDED;
            }
            // What waits already counts, not this frame: a snapshot may be larger than the limit.
            if (bytes > limit) {
                return Offer.TOO_SLOW;
            }
            frames.add(frame);
            bytes += frame.bytes();
            return claim() ? Offer.TRANSMIT : Offer.QUEUED;
        }
    }

    /** Whether something waits and the caller is the one who transmits it now. */
    synchronized boolean claim() {
        if (transmitting || frames.isEmpty()) {
            return false;
        }
        transmitting = true;
        return true;
    }

    /** The next frame; {@code null} if there is none, which ends the transmission. */
    @Nullable
    String next() {
        List<Runnable> resumed;
        Frame frame;
        synchronized (this) {
            frame = frames.poll();
            if (frame == null) {
                pause();
            } else {
                bytes -= frame.bytes();
                transmittingSince = System.nanoTime();
            }
            resumed = bytes <= replayLimit / 2 && !ended ? takeWaiting() : List.of();
        }
        resumed.forEach(Runnable::run);
        return frame == null ? null : frame.text();
    }

    /** Ends a transmission although frames may wait, until the next {@link #claim()}. */
    synchronized void pause() {
        transmitting = false;
        transmittingSince = 0;
    }

    private List<Runnable> takeWaiting() {
        if (waitingForRoom.isEmpty()) {
            return List.of();
        }
        List<Runnable> resumed = List.copyOf(waitingForRoom);
        waitingForRoom.clear();
        return resumed;
    }

    /** Whether a replay may send more. */
    synchronized boolean hasRoom() {
        return bytes < replayLimit && !ended;
    }

    /** The same. If not, {@code resume} runs once half of it has been sent; it never runs after the end. */
    synchronized boolean hasRoom(Runnable resume) {
        if (hasRoom()) {
            return true;
        }
        if (!ended) {
            waitingForRoom.add(resume);
        }
        return false;
    }

    /** Whether one frame has been on its way for longer than this. */
    synchronized boolean isTransmittingFor(long nanos) {
        return transmittingSince != 0 && System.nanoTime() - transmittingSince > nanos;
    }

    synchronized boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Whether nothing waits and nothing is on its way. */
    synchronized boolean isIdle() {
        return !transmitting && frames.isEmpty();
    }

    /** Forgets what waits, and takes nothing more. */
    synchronized void end() {
        ended = true;
        frames.clear();
        bytes = 0;
        waitingForRoom.clear();
    }
}
