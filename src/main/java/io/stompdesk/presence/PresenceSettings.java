package io.stompdesk.presence;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How presence is judged.
 *
 * @param grace how long after its last connection was lost an account still counts as there; zero for not at all
 */
@Validated
@ConfigurationProperties("stompdesk.presence")
record PresenceSettings(
        @DefaultValue("1500ms") @DurationMin @DurationMax(minutes = 1)
        Duration grace) {}
