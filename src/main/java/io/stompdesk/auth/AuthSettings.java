package io.stompdesk.auth;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people log in and how long that lasts.
 *
 * @param registration whether customers may register themselves
 * @param jwtSecrets {@code kid:secret,…}, the first signs; empty for one of our own in the data directory
 * @param accessToken how long an access token is valid
 * @param login how long a login lasts after its last use
 * @param guestLogin the same for guests
 * @param refreshGrace how long the refresh token before the newest is still good, for tabs that race
 */
@Validated
@ConfigurationProperties("stompdesk.auth")
record AuthSettings(
        @DefaultValue("true") boolean registration,
        @DefaultValue("") String jwtSecrets,

        @DefaultValue("10m") @DurationMin(minutes = 1) @DurationMax(hours = 1)
        Duration accessToken,

        @DefaultValue("30d") @DurationMin(minutes = 1) Duration login,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration guestLogin,

        @DefaultValue("10s") @DurationMin @DurationMax(minutes = 1)
        Duration refreshGrace) {}
