package io.stompdesk.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
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
        @DefaultValue("5m") @DurationMin(millis = 1) Duration per) {

    /** As much as this rate allows several who share one bucket. */
    Rate times(int number) {
        return new Rate((int) Math.min(Integer.MAX_VALUE, (long) burst * number), per);
    }

    /** A new bucket of this rate, which is full. */
    public Bucket bucket(TimeMeter time) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(burst, per))
                .withCustomTimePrecision(time)
                .build();
    }
}
