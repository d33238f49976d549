package io.stompdesk.command;

import io.stompdesk.kernel.StartRefused;
import io.stompdesk.transport.TransportSettings;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on the parts of a frame.
 *
 * @param body maximum size of a command's body; a larger one is refused
 * @param headers maximum number of headers per frame
 * @param headerChars maximum total length of these headers, names and values together, in characters
 */
@Validated
@ConfigurationProperties("stompdesk.realtime")
record CommandSettings(
        @DefaultValue("64KB") DataSize body,
        @DefaultValue("32") @Min(8) int headers,
        @DefaultValue("8192") @Min(2048) int headerChars) {

    @AssertTrue(message = "must be at least 1 KB")
    boolean isBodyFit() {
        return body.toBytes() >= 1024;
    }

    void mustFitInto(TransportSettings transport) {
        if (transport.frame().compareTo(body) < 0) {
            throw new StartRefused("The setting stompdesk.realtime.frame must be large enough for the largest body"
                    + " (stompdesk.realtime.body).");
        }
    }
}
