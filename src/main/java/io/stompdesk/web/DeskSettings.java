package io.stompdesk.web;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What this desk is called and where it is reached.
 *
 * @param name what the pages call it
 * @param dataDir the folder for the desk's files
 * @param publicUrl where browsers reach it; empty for wherever they happen to
 * @param origins further origins whose pages may use it
 */
@ConfigurationProperties("stompdesk")
public record DeskSettings(
        @DefaultValue("Stompdesk") String name,
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("") String publicUrl,
        @DefaultValue List<String> origins) {}
