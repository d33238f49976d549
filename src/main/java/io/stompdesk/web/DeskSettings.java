package io.stompdesk.web;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The name of the desk and its addresses.
 *
 * @param name the name that the pages show
 * @param dataDir the folder for the desk's files
 * @param publicUrl the URL at which browsers reach the desk; empty for any
 * @param origins further origins whose pages may use the desk
 */
@ConfigurationProperties("stompdesk")
public record DeskSettings(
        @DefaultValue("Stompdesk") String name,
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("") String publicUrl,
        @DefaultValue List<String> origins) {}
