package io.stompdesk.kernel;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The maximum lengths of what users write, in characters. The pages read them from {@code /api/config}.
 *
 * @param subject a ticket's subject
 * @param description a ticket's description
 * @param text a chat message
 */
@Validated
@ConfigurationProperties("stompdesk.text")
public record TextLimits(
        @DefaultValue("200") @Min(1) @Max(MAX) int subject,
        @DefaultValue("10000") @Min(1) @Max(MAX) int description,
        @DefaultValue("10000") @Min(1) @Max(MAX) int text) {

    /** This many characters fit into a frame of the maximum size, whichever they are. */
    static final int MAX = 100_000;
}
