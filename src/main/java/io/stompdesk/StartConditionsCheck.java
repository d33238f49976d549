package io.stompdesk;

import io.stompdesk.kernel.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Ends the start with a sentence where the web server would fail later with a stack trace. */
final class StartConditionsCheck implements EnvironmentPostProcessor, Ordered {

    private static final int LAST_PORT = 65_535;

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        int port = Binder.get(environment).bind("server.port", Integer.class).orElse(0);
        // Spring starts no web server on the port -1.
        if (port < -1 || port > LAST_PORT) {
            throw new StartRefused("The setting server.port (SERVER_PORT) must be a port from 0 to " + LAST_PORT
                    + ", not " + port + ".");
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (!Files.isWritable(temporary)) {
            throw new StartRefused("The temporary folder " + temporary
                    + " does not exist or is not writable: name another one with -Djava.io.tmpdir=….");
        }
    }
}
