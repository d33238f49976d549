package io.stompdesk.transport;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/**
 * The frame that a client is sending, which may come in several WebSocket messages or parts of them. What has come is
 * kept until the frame is complete, so its size, its pieces and its time are limited.
 */
final class UnfinishedFrame {

    private final int maxPieces;
    private final MemoryBudget.Share budget;
    private int pieces;
    private long bytes;
    private long startedAt;
    private boolean ended;

    UnfinishedFrame(int maxPieces, MemoryBudget.Share budget) {
        this.maxPieces = maxPieces;
        this.budget = budget;
    }

    /**
     * Counts a piece that the decoder is about to read.
     *
     * @return the status with which the socket must be closed; {@code null} if the piece may be decoded
     */
    synchronized @Nullable CloseStatus add(int length) {
        CloseStatus refused = keep(length);
        // The decoder restarts with each piece, so many tiny pieces would cost much CPU.
        return ++pieces > maxPieces ? CloseCodes.FINAL : refused;
    }

    /**
     * Counts what is kept until more has come.
     *
     * @return the status with which the socket must be closed; {@code null} if it may be kept
     */
    synchronized @Nullable CloseStatus keep(int length) {
        if (bytes == 0) {
            startedAt = System.nanoTime();
        }
        if (ended) {
            return CloseCodes.BACK_OFF;
        }
        bytes += length;
        return budget.covers(bytes) ? null : CloseCodes.BACK_OFF;
    }

    /**
     * The decoder has read all that has come.
     *
     * @param frames how many complete frames there were
     * @param kept how much the decoder keeps of the next one
     */
    synchronized void decoded(int frames, int kept) {
        if (frames > 0) {
            pieces = 0;
            startedAt = System.nanoTime();
        }
        bytes = kept;
        budget.shrink(kept);
    }

    /** The socket has closed. From now on nothing is kept. */
    synchronized void end() {
        ended = true;
        bytes = 0;
        budget.shrink(0);
    }

    /** Whether the client has been sending this frame for longer than this. */
    synchronized boolean takesLongerThan(long nanos) {
        return bytes > 0 && System.nanoTime() - startedAt > nanos;
    }
}
