package io.stompdesk.transport;

import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one connection, account or address may do over STOMP; beyond it the answer is {@code RATE_LIMITED}.
 *
 * @param enabled off only for load tests
 * @param sendsPerConnection commands through one connection
 * @param sendsPerAccount commands of one account through all of its connections
 * @param framesPerConnection frames that are no commands: subscriptions, heartbeats
 * @param framesPerAccount the same of one account through all of its connections
 * @param refusalsPerConnection how often a connection may go beyond these before it is closed
 * @param connectionsPerAccount connections of one account at once
 * @param connectionsPerAddress sockets from one address at once
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
