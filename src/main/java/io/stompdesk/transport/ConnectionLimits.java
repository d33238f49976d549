package io.stompdesk.transport;

import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits per connection, account and address for STOMP. Beyond them the desk answers {@code RATE_LIMITED}.
 *
 * @param enabled {@code false} for load tests only
 * @param sendsPerConnection commands through one connection
 * @param sendsPerAccount commands through all connections of one account
 * @param framesPerConnection other frames through one connection, such as subscriptions and heartbeats
 * @param framesPerAccount other frames through all connections of one account
 * @param refusalsPerConnection how often a connection may exceed these limits before it is closed
 * @param connectionsPerAccount simultaneous connections of one account
 * @param connectionsPerAddress simultaneous sockets from one address
 * @param handshakesPerAddress new sockets from one address
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
public record ConnectionLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate sendsPerConnection,
        @Valid @DefaultValue Rate sendsPerAccount,
        @Valid @DefaultValue Rate framesPerConnection,
        @Valid @DefaultValue Rate framesPerAccount,
        @Valid @DefaultValue Rate refusalsPerConnection,
        @DefaultValue("100") @Min(1) int connectionsPerAccount,
        @DefaultValue("1000") @Min(1) int connectionsPerAddress,
        @Valid @DefaultValue Rate handshakesPerAddress) {}
