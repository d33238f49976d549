package io.stompdesk.transport;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of a connection.
 *
 * @param frame size of a STOMP frame; a larger one ends the connection
 * @param body size of a command's body; a larger one is refused
 * @param subscriptions at once in one connection
 * @param outbound bytes that may wait for a client; beyond that it is cut off and may resume
 * @param replayAhead bytes of a replay that may wait for a client before the replay pauses
 * @param stalled how long one write to a client may take
 * @param silence how long a client may say nothing, not even a heartbeat or a pong
 * @param ping how long a client may say nothing before it is pinged
 * @param connectWithin how long a new socket may take to send CONNECT
 * @param headers of one frame
 * @param headerChars of one frame's headers, names and values together
 * @param pieces WebSocket messages that one STOMP frame may come in
 * @param posted body of one request of SockJS's HTTP transports
 * @param replayThreads replays that read the store at once
 */
@Validated
@ConfigurationProperties("stompdesk.realtime")
public record RealtimeSettings(
        @DefaultValue("128KB") DataSize frame,
        @DefaultValue("64KB") DataSize body,
        @DefaultValue("500") @Min(1) int subscriptions,
        @DefaultValue("1MB") DataSize outbound,
        @DefaultValue("128KB") DataSize replayAhead,
        @DefaultValue("20s") @DurationMin(seconds = 1) Duration stalled,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration silence,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration ping,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration connectWithin,
        @DefaultValue("32") @Min(8) int headers,
        @DefaultValue("8192") @Min(2048) int headerChars,
        @DefaultValue("32") @Min(1) int pieces,
        @DefaultValue("512KB") DataSize posted,
        @DefaultValue("4") @Min(1) @Max(64) int replayThreads) {

    private static final DataSize LARGEST_FRAME = DataSize.ofMegabytes(16);

    @AssertTrue(message = "must be at least 1 KB, at most 16 MB, and hold a body of the largest size")
    boolean isFrameFit() {
        return frame.compareTo(LARGEST_FRAME) <= 0 && body.toBytes() >= 1024 && frame.compareTo(body) >= 0;
    }

    @AssertTrue(message = "must hold at least one frame")
    boolean isPostedFit() {
        return posted.compareTo(frame) >= 0;
    }

    @AssertTrue(message = "must hold at least one frame, and more than a replay may fill")
    boolean isOutboundFit() {
        return outbound.compareTo(frame) >= 0 && replayAhead.toBytes() >= 1024 && outbound.compareTo(replayAhead) > 0;
    }

    @AssertTrue(message = "must be longer than the time after which a client is pinged")
    boolean isSilenceFit() {
        return silence.compareTo(ping) > 0;
    }
}
