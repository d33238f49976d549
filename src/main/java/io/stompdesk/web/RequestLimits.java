package io.stompdesk.web;

import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on the rate and the size of all REST calls. Beyond a rate the answer is {@code RATE_LIMITED}.
 *
 * @param enabled whether rates are limited; set to false only for load tests
 * @param callsPerAccount calls of each logged-in account
 * @param callsPerAddress calls of callers who are not logged in, for each address; such calls read the store too
 * @param tcpConnectionsPerAddress connections from one address, with a socket or without
 * @param headWithin how long a client may take to send the head of a request
 * @param requestsPerAddress requests from one address that are handled at the same time; behind a proxy that speaks
 *     HTTP/2, a browser asks for all the modules of a page at once
 * @param requests requests from all addresses that are handled at the same time
 * @param bodyBytes the maximum size of a request body
 * @param bodies how much of all bodies may be in memory at the same time
 * @param bodyWithin how long a client may take to send a body, and to read a response
 * @param lowestRate bytes a second for which a client has additional time
 * @param ipv6 how much wider IPv6 networks may do
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
public record RequestLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate callsPerAccount,
        @Valid @DefaultValue Rate callsPerAddress,
        @DefaultValue("1500") @Min(1) int tcpConnectionsPerAddress,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration headWithin,
        @DefaultValue("250") @Min(1) int requestsPerAddress,
        @DefaultValue("1000") @Min(1) int requests,
        @DefaultValue("128KB") DataSize bodyBytes,
        @DefaultValue("32MB") DataSize bodies,
        @DefaultValue("10s") @DurationMin(millis = 100) Duration bodyWithin,
        @DefaultValue("4KB") DataSize lowestRate,
        @Valid @DefaultValue Ipv6Limits ipv6) {

    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(16);
    private static final DataSize SMALLEST_BUDGET = DataSize.ofMegabytes(8);

    @AssertTrue(message = "must be at least 1 KB and at most 16 MB")
    boolean isBodyBytesFit() {
        return bodyBytes.toBytes() >= 1024 && bodyBytes.compareTo(LARGEST_BODY) <= 0;
    }

    @AssertTrue(message = "must be at least 8 MB")
    boolean isBodiesFit() {
        return bodies.compareTo(SMALLEST_BUDGET) >= 0;
    }

    @AssertTrue(message = "must be at least 1 byte")
    boolean isLowestRateFit() {
        return lowestRate.toBytes() > 0;
    }
}
