package io.stompdesk.transport;

import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits per connection, account and address for STOMP. Beyond them the desk answers {@code RATE_LIMITED}.
 *
 * @param enabled {@code false} for load tests only
 * @param sendsPerConnection commands through one connection
 * @param sendsPerAccount commands through all connections of one account
 * @param framesPerConnection other frames through one connection, such as subscriptions and heartbeats
 * @param framesPerAccount other frames through all connections of one account
 * @param controlFramesPerConnection pings, pongs and closes of one WebSocket
 * @param refusalsPerConnection how often a connection may exceed these limits before it is closed
 * @param replayBytesPerAccount bytes of snapshots and of the log that one account is sent; beyond that they wait
 * @param snapshotsPerAccount snapshots that one account may leave unread; further ones wait
 * @param inbound how much the unfinished frames of all clients may hold together, beyond 16 KB for each; those of one
 *     address may fill a quarter
 * @param outbound how much may be queued for all clients together, beyond 16 KB and one frame for each; those at one
 *     address may fill a quarter
 * @param connectionsPerAccount simultaneous connections of one account
 * @param connectionsPerAddress simultaneous sockets from one address
 * @param handshakesPerAddress new sockets from one address
 * @param ipv6 how much wider IPv6 networks may do
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
public record ConnectionLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate sendsPerConnection,
        @Valid @DefaultValue Rate sendsPerAccount,
        @Valid @DefaultValue Rate framesPerConnection,
        @Valid @DefaultValue Rate framesPerAccount,
        @Valid @DefaultValue Rate controlFramesPerConnection,
        @Valid @DefaultValue Rate refusalsPerConnection,
        @Valid @DefaultValue Rate replayBytesPerAccount,
        @DefaultValue("4") @Min(1) int snapshotsPerAccount,
        @DefaultValue("32MB") DataSize inbound,
        @DefaultValue("64MB") DataSize outbound,
        @DefaultValue("100") @Min(1) int connectionsPerAccount,
        @DefaultValue("1000") @Min(1) int connectionsPerAddress,
        @Valid @DefaultValue Rate handshakesPerAddress,
        @Valid @DefaultValue Ipv6Limits ipv6) {}
