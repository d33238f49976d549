package io.stompdesk.stream;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the desk stores its files.
 *
 * @param dataDir the directory
 */
@ConfigurationProperties("stompdesk")
public record DataSettings(@DefaultValue("./data") Path dataDir) {}
