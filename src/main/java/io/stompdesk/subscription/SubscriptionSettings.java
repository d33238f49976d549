package io.stompdesk.subscription;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much is read at once.
 *
 * @param subscriptions at once in one connection
 * @param replayThreads replays that read the store at once
 */
@Validated
@ConfigurationProperties("stompdesk.realtime")
record SubscriptionSettings(
        @DefaultValue("500") @Min(1) int subscriptions,
        @DefaultValue("4") @Min(1) @Max(64) int replayThreads) {}
