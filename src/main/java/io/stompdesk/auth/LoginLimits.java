package io.stompdesk.auth;

import io.stompdesk.limit.Rate;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often something may be tried.
 *
 * @param enabled off only for load tests
 * @param loginPerAccount failed logins to one account from one address
 * @param loginPerAddress failed logins from one address, whatever the account
 * @param loginAttemptsPerAddress logins from one address, right or wrong
 * @param loginsPerAccount logins that one account has at once; the one that was used last the longest ago ends for
 *     another
 * @param guestsPerAddress new guests from one address
 * @param registrationsPerAddress registrations from one address
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
        @Valid @DefaultValue Rate registrationsPerAddress) {}
