package io.stompdesk.account;

import jakarta.validation.Valid;
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
 * @param reservedNames names that only staff may use, alone or as words of a longer name
 * @param passwordMin minimum length of a password, in characters
 * @param hashing bounds on the memory and CPU that password hashing may take
 */
@Validated
@ConfigurationProperties("stompdesk.account")
record AccountSettings(
        @DefaultValue("60") @Min(1) @Max(200) int nameMax,
        @DefaultValue List<String> reservedNames,
        @DefaultValue("10") @Min(8) @Max(PASSWORD_MAX) int passwordMin,
        @Valid @DefaultValue Hashing hashing) {

    /** Maximum length of a password, in characters: long enough for any passphrase, short enough to hash. */
    static final int PASSWORD_MAX = 128;

    /**
     * @param concurrent passwords hashed at the same time; each takes 16 MiB and one core
     * @param waiting further requests that may queue
     * @param reserved requests that may queue in front of them, of clients that have logged in before
     * @param patience the longest time that a request waits in the queue
     */
    record Hashing(
            @DefaultValue("2") @Min(1) int concurrent,
            @DefaultValue("40") @Min(0) int waiting,
            @DefaultValue("20") @Min(0) int reserved,
            @DefaultValue("3s") Duration patience,
            @Valid @DefaultValue Share share) {}

    /**
     * How many places, running or waiting, one client may have in each queue.
     *
     * @param address of one address, or of one browser that has logged in before
     * @param net56 of all addresses in an IPv6 /56
     * @param net48 of all addresses in an IPv6 /48
     */
    record Share(
            @DefaultValue("4") @Min(1) int address,
            @DefaultValue("6") @Min(1) int net56,
            @DefaultValue("8") @Min(1) int net48) {

        /** @param width 0 for an address, 1 for a /56, 2 for a /48 */
        int of(int width) {
            return switch (width) {
                case 0 -> address;
                case 1 -> net56;
                default -> net48;
            };
        }
    }
}
