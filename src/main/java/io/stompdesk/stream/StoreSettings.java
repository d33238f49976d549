package io.stompdesk.stream;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the desk keeps everything.
 *
 * @param dataDir the folder for the desk's files
 * @param store the database
 */
@ConfigurationProperties("stompdesk")
record StoreSettings(@DefaultValue("./data") Path dataDir, @DefaultValue Database store) {

    /**
     * @param url a PostgreSQL JDBC URL; empty for SQLite in the data folder
     * @param readers connections for reading
     */
    record Database(@DefaultValue("") String url, @DefaultValue("4") int readers) {}
}
