package io.stompdesk.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The header {@code Strict-Transport-Security} of responses over TLS.
 *
 * @param maxAge how long browsers use TLS only; zero makes them forget that they should
 * @param subDomains whether that includes all subdomains of the desk's host, where other services may be
 */
@ConfigurationProperties("stompdesk.hsts")
record HstsSettings(
        @DefaultValue("365d") Duration maxAge,
        @DefaultValue("false") boolean subDomains) {}
