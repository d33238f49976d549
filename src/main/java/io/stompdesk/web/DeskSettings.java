package io.stompdesk.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The name of the desk and its addresses.
 *
 * @param name the name that the pages show
 * @param publicUrl the URL at which browsers reach the desk; empty for any
 * @param origins further origins whose pages may use the desk
 * @param trustedProxies addresses and networks of the reverse proxies
 */
@ConfigurationProperties("stompdesk")
public record DeskSettings(
        @DefaultValue("Stompdesk") String name,
        @DefaultValue("") String publicUrl,
        @DefaultValue List<String> origins,
        @DefaultValue List<String> trustedProxies) {}
