package io.stompdesk.dashboard;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often the dashboard and the positions in the queue are published.
 *
 * @param within how soon after a change
 * @param every how often without a change
 */
@Validated
@ConfigurationProperties("stompdesk.dashboard")
record DashboardSettings(
        @DefaultValue("500ms") @DurationMin @DurationMax(minutes = 1)
        Duration within,

        @DefaultValue("30s") @DurationMin(millis = 10) @DurationMax(hours = 1)
        Duration every) {}
