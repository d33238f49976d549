package io.stompdesk.connection;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a connection counts as dead, stuck or late.
 *
 * @param silence how long a client may say nothing, not even a heartbeat or a pong
 * @param ping how long a client may say nothing before it is pinged
 * @param connectWithin how long a new socket may take to send CONNECT
 * @param stalled how long one write to a client, or one frame from it, may take
 * @param sweep how often connections are checked for all of that
 */
@Validated
@ConfigurationProperties("stompdesk.realtime")
record LivenessSettings(
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration silence,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration ping,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration connectWithin,
        @DefaultValue("20s") @DurationMin(seconds = 1) Duration stalled,

        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 1)
        Duration sweep) {

    @AssertTrue(message = "must be longer than the time after which a client is pinged")
    boolean isSilenceFit() {
        return silence.compareTo(ping) > 0;
    }
}
