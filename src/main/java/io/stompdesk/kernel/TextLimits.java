package io.stompdesk.kernel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what people write may be, in characters; the pages ask for it before they send.
 *
 * @param subject a ticket's subject
 * @param description a ticket's description
 * @param text a message
 */
@ConfigurationProperties("stompdesk.text")
public record TextLimits(
        @DefaultValue("200") int subject,
        @DefaultValue("10000") int description,
        @DefaultValue("10000") int text) {}
