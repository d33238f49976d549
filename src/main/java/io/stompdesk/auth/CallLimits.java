package io.stompdesk.auth;

import jakarta.validation.Valid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many REST calls there may be, whatever they do; beyond it the answer is {@code RATE_LIMITED}.
 *
 * @param enabled off only for load tests
 * @param callsPerAccount of whoever is logged in
 * @param callsPerAddress of all who are not, which costs the store something too
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
record CallLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate callsPerAccount,
        @Valid @DefaultValue Rate callsPerAddress) {}
