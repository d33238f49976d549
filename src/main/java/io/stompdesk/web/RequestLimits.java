package io.stompdesk.web;

import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many REST calls there may be, whatever they do (beyond it the answer is {@code RATE_LIMITED}), and how large they
 * may be.
 *
 * @param enabled off only for load tests
 * @param callsPerAccount of whoever is logged in
 * @param callsPerAddress of all who are not, which costs the store something too
 * @param bodyBytes longest body of a REST call
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
public record RequestLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate callsPerAccount,
        @Valid @DefaultValue Rate callsPerAddress,
        @DefaultValue("131072") @Min(1024) int bodyBytes) {}
