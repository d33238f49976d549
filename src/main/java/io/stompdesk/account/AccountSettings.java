package io.stompdesk.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rules for names and passwords.
 *
 * @param nameMax maximum length of a display name, in characters
 * @param reservedNames names that only staff may use, as a whole name or as its first words
 * @param passwordMin minimum length of a password, in characters
 * @param hashing bounds on the memory and CPU that password hashing may take
 */
@Validated
@ConfigurationProperties("stompdesk.account")
record AccountSettings(
        @DefaultValue("60") @Min(1) @Max(200) int nameMax,
        @DefaultValue List<String> reservedNames,
        @DefaultValue("10") @Min(8) @Max(PASSWORD_MAX) int passwordMin,
        @DefaultValue Hashing hashing) {

    /** Maximum length of a password, in characters: long enough for any passphrase, short enough to hash. */
    static final int PASSWORD_MAX = 128;

    /**
     * @param concurrent passwords hashed at the same time; each takes 16 MiB and one core
     * @param waiting further requests that may queue
     * @param patience the longest time that a request waits in the queue
     */
    record Hashing(
            @DefaultValue("2") @Min(1) int concurrent,
            @DefaultValue("20") @Min(0) int waiting,
            @DefaultValue("3s") Duration patience) {}
}
