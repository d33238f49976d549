package io.stompdesk.limit;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often something may be done.
 *
 * @param burst how many at once
 * @param per the time in which that many become possible again
 */
public record Rate(
        @DefaultValue("10") @Min(1) int burst,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration per) {}
