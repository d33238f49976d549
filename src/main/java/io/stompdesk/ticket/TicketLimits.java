package io.stompdesk.ticket;

import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rate limits for opening tickets. Beyond them the desk answers {@code RATE_LIMITED}.
 *
 * @param enabled {@code false} for load tests only
 * @param ticketsPerAccount tickets of one customer
 * @param ticketsPerAddress tickets of all customers at one address, because anybody can become a guest again at no cost
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
record TicketLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate ticketsPerAccount,
        @Valid @DefaultValue Rate ticketsPerAddress) {}
