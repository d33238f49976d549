package io.stompdesk.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queue of frames for one client. One thread at a time transmits them: the one for which {@link #offer} returned
 * {@code TRANSMIT} or {@link #claim} returned true. Sizes are in bytes of UTF-8.
 *
 * <p>The queue only decides that a client reads too slowly. {@link ClientSocket#send} then cuts it off. A write that
 * has stalled is cut off by the liveness monitor.
 */
final class OutboundQueue {

    /** The result of offering a frame. */
    enum Offer {
        QUEUED,
        /** The frame was queued and no other thread transmits: the caller must. */
        TRANSMIT,
        /** The queue is full. The frame was not queued. */
        TOO_SLOW,
        ENDED
    }

    private record Frame(String text, int bytes) {}

    private final long limit;
    private final long replayLimit;
    private final MemoryBudget.Share budget;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Runnable> waitingForRoom = new ArrayList<>(0);
    private final List<Runnable> waitingForIdle = new ArrayList<>(0);
    private long bytes;
    private boolean transmitting;
    private long transmittingSince;
    private boolean ended;

    /**
     * @param limit the number of queued bytes above which no further frame is accepted
     * @param replayLimit the number of queued bytes at which a replay pauses
     * @param budget what all queues share; if it is used up, a queue can hold only little
     */
    OutboundQueue(long limit, long replayLimit, MemoryBudget.Share budget) {
        this.limit = limit;
        this.replayLimit = replayLimit;
        this.budget = budget;
    }

    Offer offer(String text) {
        Frame frame = new Frame(text, Utf8.length(text));
        synchronized (this) {
            if (ended) {
                return Offer.ENDED;
            }
            // Only the frames already queued count, not this one: a snapshot may be larger than the limit.
            if (bytes > limit || !budget.covers(bytes)) {
                return Offer.TOO_SLOW;
            }
            frames.add(frame);
            bytes += frame.bytes();
            return claim() ? Offer.TRANSMIT : Offer.QUEUED;
        }
    }

    /** Returns true if frames are queued and no other thread transmits. The caller then must transmit. */
    synchronized boolean claim() {
        if (transmitting || frames.isEmpty()) {
            return false;
        }
        transmitting = true;
        return true;
    }

    /** Takes the next frame. {@code null} if the queue is empty, which ends the transmission. */
    @Nullable
    String next() {
        List<Runnable> resumed;
        Frame frame;
        synchronized (this) {
            frame = frames.poll();
            if (frame == null) {
                stopTransmitting();
            } else {
                bytes -= frame.bytes();
                budget.shrink(bytes);
                transmittingSince = System.nanoTime();
            }
            resumed = takeResumable();
        }
        resumed.forEach(Runnable::run);
        return frame == null ? null : frame.text();
    }

    /** Ends the transmission although frames may still be queued. The next {@link #claim()} continues it. */
    void pause() {
        List<Runnable> resumed;
        synchronized (this) {
            stopTransmitting();
            resumed = takeResumable();
        }
        resumed.forEach(Runnable::run);
    }

    private void stopTransmitting() {
        transmitting = false;
        transmittingSince = 0;
    }

    private List<Runnable> takeResumable() {
        if (ended || (waitingForRoom.isEmpty() && waitingForIdle.isEmpty())) {
            return List.of();
        }
        List<Runnable> resumed = new ArrayList<>();
        if (bytes <= replayLimit / 2) {
            resumed.addAll(waitingForRoom);
            waitingForRoom.clear();
        }
        if (isIdle()) {
            resumed.addAll(waitingForIdle);
            waitingForIdle.clear();
        }
        return resumed;
    }

    /** Whether there is room for more frames of a replay. */
    synchronized boolean hasRoom() {
        return bytes < replayLimit && !ended && budget.covers(bytes);
    }

    /**
     * Like {@link #hasRoom()}. If there is no room, {@code resume} runs when the queue has shrunk to half the replay
     * limit. It never runs after {@link #end()}.
     */
    synchronized boolean hasRoom(Runnable resume) {
        if (hasRoom()) {
            return true;
        }
        if (!ended) {
            waitingForRoom.add(resume);
        }
        return false;
    }

    /** Whether the transmission of a single frame has taken longer than this. */
    synchronized boolean isTransmittingFor(long nanos) {
        return transmittingSince != 0 && System.nanoTime() - transmittingSince > nanos;
    }

    synchronized boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Whether no frame is queued or being transmitted. */
    synchronized boolean isIdle() {
        return !transmitting && frames.isEmpty();
    }

    /**
     * Like {@link #isIdle()}. If frames are queued or being transmitted, {@code later} runs when none is. It never runs
     * after {@link #end()}.
     */
    synchronized boolean isIdle(Runnable later) {
        if (isIdle()) {
            return true;
        }
        if (!ended) {
            waitingForIdle.add(later);
        }
        return false;
    }

    /** Discards all frames and accepts no more. */
    synchronized void end() {
        ended = true;
        frames.clear();
        bytes = 0;
        budget.shrink(0);
        waitingForRoom.clear();
        waitingForIdle.clear();
    }

    @Override
    public synchronized String toString() {
        return frames.size() + " frames wait, " + (transmitting ? "transmitting" : "idle");
    }
}
