package io.stompdesk.kernel;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long what people write may be, in characters; the pages ask for it before they send.
 *
 * @param subject a ticket's subject
 * @param description a ticket's description
 * @param text a message
 */
@Validated
@ConfigurationProperties("stompdesk.text")
public record TextLimits(
        @DefaultValue("200") @Min(1) @Max(MAX) int subject,
        @DefaultValue("10000") @Min(1) @Max(MAX) int description,
        @DefaultValue("10000") @Min(1) @Max(MAX) int text) {

    /** What fits into a frame of the greatest size, whatever the characters. */
    static final int MAX = 100_000;
}
