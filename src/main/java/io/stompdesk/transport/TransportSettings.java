package io.stompdesk.transport;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much one client may send at once and leave unread.
 *
 * @param frame size of a STOMP frame; a larger one ends the connection
 * @param outbound bytes that may wait for a client; beyond that it is cut off and may resume
 * @param replayAhead bytes of a replay that may wait for a client before the replay pauses
 * @param pieces WebSocket messages that one STOMP frame may come in
 * @param snapshotPart approximate size of one message of a long snapshot
 * @param posted body of one request of SockJS's HTTP transports
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
