package io.stompdesk.ticket;

import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many tickets customers may open; beyond it the answer is {@code RATE_LIMITED}.
 *
 * @param enabled off only for load tests
 * @param ticketsPerAccount of one customer
 * @param ticketsPerAddress of all customers at one address: guests cost nothing to be
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
record TicketLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate ticketsPerAccount,
        @Valid @DefaultValue Rate ticketsPerAddress) {}
