package io.stompdesk.transport;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on what a client may send and what may be queued for it.
 *
 * @param frame maximum size of a STOMP frame; a larger one ends the connection
 * @param outbound how much may be queued for a client; beyond that it is cut off and may resume
 * @param replayAhead how much of a replay may be queued for a client before the replay pauses
 * @param pieces maximum number of WebSocket messages per STOMP frame
 * @param snapshotPart approximate size of one message of a long snapshot
 * @param posted maximum size of a request body on SockJS's HTTP transports
 */
@Validated
@ConfigurationProperties("stompdesk.realtime")
public record TransportSettings(
        @DefaultValue("128KB") DataSize frame,
        @DefaultValue("1MB") DataSize outbound,
        @DefaultValue("128KB") DataSize replayAhead,
        @DefaultValue("32") @Min(1) int pieces,
        @DefaultValue("512KB") DataSize posted,
        @DefaultValue("32KB") DataSize snapshotPart) {

    private static final int SMALLEST_PIECE = 8192;

    /**
     * The size of a WebSocket's buffer in characters. The container keeps a buffer for each socket and hands over
     * longer messages in pieces of that size, of which a frame may need half of the allowed ones.
     */
    int pieceChars() {
        return Math.max(SMALLEST_PIECE, Math.toIntExact(2 * frame.toBytes() / pieces));
    }

    private static final DataSize LARGEST_FRAME = DataSize.ofMegabytes(16);

    @AssertTrue(message = "must be at least 1 KB and at most 16 MB")
    boolean isFrameFit() {
        return frame.toBytes() >= 1024 && frame.compareTo(LARGEST_FRAME) <= 0;
    }

    @AssertTrue(message = "must hold at least one frame")
    boolean isPostedFit() {
        return posted.compareTo(frame) >= 0;
    }

    @AssertTrue(message = "must hold at least one frame, and more than a replay may fill")
    boolean isOutboundFit() {
        return outbound.compareTo(frame) >= 0 && replayAhead.toBytes() >= 1024 && outbound.compareTo(replayAhead) > 0;
    }

    @AssertTrue(message = "must be at least 1 KB, and no more than a replay may fill")
    boolean isSnapshotPartFit() {
        return snapshotPart.toBytes() >= 1024 && snapshotPart.compareTo(replayAhead) <= 0;
    }
}
