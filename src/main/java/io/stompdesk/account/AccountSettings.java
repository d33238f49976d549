package io.stompdesk.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What names and passwords may be.
 *
 * @param nameMax longest display name, in characters
 * @param reservedNames names, and first words of names, that only staff may have
 * @param passwordMin shortest password, in characters
 * @param hashing how much of the machine passwords may take
 */
@Validated
@ConfigurationProperties("stompdesk.account")
record AccountSettings(
        @DefaultValue("60") @Min(1) @Max(200) int nameMax,
        @DefaultValue List<String> reservedNames,
        @DefaultValue("10") @Min(8) @Max(PASSWORD_MAX) int passwordMin,
        @DefaultValue Hashing hashing) {

    /** Longest password, in characters; long enough for any passphrase, short enough to hash. */
    static final int PASSWORD_MAX = 128;

    /**
     * @param concurrent passwords hashed at once; each takes 16 MiB and a core
     * @param waiting further ones that may wait for their turn
     * @param patience how long they wait at most
     */
    record Hashing(
            @DefaultValue("2") @Min(1) int concurrent,
            @DefaultValue("20") @Min(0) int waiting,
            @DefaultValue("3s") Duration patience) {}
}
