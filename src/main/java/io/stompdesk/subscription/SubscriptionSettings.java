package io.stompdesk.subscription;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits for subscriptions and their replays.
 *
 * @param subscriptions the maximum number of open subscriptions per connection
 * @param replayThreads how many replays may read the store concurrently
 * @param loginSweep how often logins that ended elsewhere are looked for
 */
@Validated
@ConfigurationProperties("stompdesk.realtime")
record SubscriptionSettings(
        @DefaultValue("500") @Min(1) int subscriptions,
        @DefaultValue("4") @Min(1) @Max(64) int replayThreads,

        @DefaultValue("3s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration loginSweep) {}
