package io.stompdesk.auth;

import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rate limits for logins, guests and registrations.
 *
 * @param enabled {@code false} for load tests only
 * @param loginPerAccount failed logins to one account from one address
 * @param loginPerAddress failed logins from one address, whatever the account
 * @param loginAttemptsPerAddress login attempts from one address, successful or failed
 * @param loginsPerAccount live logins of one account; beyond that, a new login ends the least recently used one
 * @param guestsPerAddress new guests from one address
 * @param registrationsPerAddress registrations from one address
 * @param knownBrowser how long a browser is known with which somebody has logged in
 * @param ipv6 how much wider IPv6 networks may do
 */
@Validated
@ConfigurationProperties("stompdesk.limits")
record LoginLimits(
        @DefaultValue("true") boolean enabled,
        @Valid @DefaultValue Rate loginPerAccount,
        @Valid @DefaultValue Rate loginPerAddress,
        @Valid @DefaultValue Rate loginAttemptsPerAddress,
        @DefaultValue("100") @Min(1) int loginsPerAccount,
        @Valid @DefaultValue Rate guestsPerAddress,
        @Valid @DefaultValue Rate registrationsPerAddress,
        @DefaultValue("90d") @DurationMin(days = 1) Duration knownBrowser,
        @Valid @DefaultValue Ipv6Limits ipv6) {}
