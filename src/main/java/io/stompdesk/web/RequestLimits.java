package io.stompdesk.web;

import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on the rate and the size of all REST calls. Beyond a rate the answer is {@code RATE_LIMITED}.
 *
 * @param enabled whether rates are limited; set to false only for load tests
 * @param callsPerAccount calls of each logged-in account
 * @param callsPerAddress calls of callers who are not logged in, for each address; such calls read the store too
 * @param bodyBytes the maximum length of a request body, in bytes
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
public record RequestLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate callsPerAccount,
        @Valid @DefaultValue Rate callsPerAddress,
        @DefaultValue("131072") @Min(1024) int bodyBytes) {}
