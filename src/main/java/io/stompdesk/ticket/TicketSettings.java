package io.stompdesk.ticket;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for tickets.
 *
 * @param pauseLimit how long a ticket stays paused before it returns to the queue
 * @param pauseCheck how often paused tickets are checked
 */
@Validated
@ConfigurationProperties("stompdesk.ticket")
record TicketSettings(
        @DefaultValue("10m") @DurationMin(millis = 1) Duration pauseLimit,

        @DefaultValue("1s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration pauseCheck) {}
