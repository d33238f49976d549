package io.stompdesk.auth;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for registration, tokens and logins.
 *
 * @param registration whether customers may register themselves
 * @param jwtSecrets {@code kid:secret,…}; the first one signs. If empty, the desk generates a secret in the data
 *     directory
 * @param accessToken lifetime of an access token
 * @param login lifetime of a login after its last use
 * @param guestLogin lifetime of a guest's login after its last use
 * @param refreshGrace how long the previous refresh token stays valid, for tabs that refresh at the same time
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
