package io.stompdesk.limit;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A rate for a token bucket.
 *
 * @param burst the capacity of the bucket
 * @param per the time in which an empty bucket refills completely
 */
public record Rate(
        @DefaultValue("10") @Min(1) int burst,
        @DefaultValue("5m") @DurationMin(millis = 1) Duration per) {}
