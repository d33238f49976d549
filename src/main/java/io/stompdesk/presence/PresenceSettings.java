package io.stompdesk.presence;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for presence.
 *
 * @param grace how long an account still counts as connected after its last connection was lost; zero for no grace
 */
@Validated
@ConfigurationProperties("stompdesk.presence")
record PresenceSettings(
        @DefaultValue("1500ms") @DurationMin @DurationMax(minutes = 1)
        Duration grace) {}
