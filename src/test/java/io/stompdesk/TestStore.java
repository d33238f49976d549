package io.stompdesk;

import io.stompdesk.kernel.OpaqueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Gives each application context its own data directory. With {@code -Dstompdesk.test.store=postgres} or
 * {@code STOMPDESK_TEST_STORE=postgres} it also gets a new PostgreSQL database; otherwise it uses SQLite. Both are
 * removed when the context closes. {@code stompdesk.test.postgres} is the address of the server.
 */
public final class TestStore implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Also the first admin's password in every test. */
    public static final String ADMIN_PASSWORD = "correct-horse-battery";

    private static final boolean POSTGRES = "postgres".equals(setting("stompdesk.test.store", "sqlite"));
    private static final String SERVER =
            setting("stompdesk.test.postgres", "jdbc:postgresql://127.0.0.1:5432/%s?user=postgres");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Path data = folder();
        String database = name();
        TestPropertyValues.of(Map.of(
                        "STOMPDESK_DATA_DIR",
                        data.toString(),
                        "STOMPDESK_ADMIN_PASSWORD",
                        ADMIN_PASSWORD,
                        "STOMPDESK_STORE_URL",
                        POSTGRES ? SERVER.formatted(database) : ""))
                .applyTo(context);
        if (POSTGRES) {
            onServer("CREATE DATABASE " + database);
        }
        // The bean that is registered first is destroyed last, when nothing uses the store any more.
        ((DefaultSingletonBeanRegistry) context.getBeanFactory())
                .registerDisposableBean("testStore", () -> remove(data, database));
    }

    /** The JDBC URL of a new database if the tests run on PostgreSQL; empty on SQLite. */
    public static String fresh() {
        if (!POSTGRES) {
            return "";
        }
        String database = name();
        onServer("CREATE DATABASE " + database);
        return SERVER.formatted(database);
    }

    /** Removes a database of {@link #fresh()}. */
    public static void drop(String url) {
        if (!url.isEmpty()) {
            String database = url.replaceFirst("^.*/", "").replaceFirst("\\?.*$", "");
            onServer("DROP DATABASE " + database + " WITH (FORCE)");
        }
    }

    /** Whether the tests should run on a PostgreSQL server that cannot be reached. */
    static boolean isMissing() {
        if (!POSTGRES) {
            return false;
        }
        try (Connection server = DriverManager.getConnection(SERVER.formatted("postgres"))) {
            return !server.isValid(5);
        } catch (SQLException unreachable) {
            return true;
        }
    }

    private static String name() {
        return "stompdesk_test_" + OpaqueId.make().toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private static void remove(Path data, String database) throws IOException {
        if (POSTGRES) {
            onServer("DROP DATABASE " + database + " WITH (FORCE)");
        }
        FileSystemUtils.deleteRecursively(data);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("stompdesk-test");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void onServer(String command) {
        try (Connection server = DriverManager.getConnection(SERVER.formatted("postgres"));
                Statement statement = server.createStatement()) {
            statement.execute(command);
        } catch (SQLException unreachable) {
            throw new IllegalStateException(
                    "The tests need PostgreSQL at " + SERVER + " (stompdesk.test.postgres).", unreachable);
        }
    }

    private static String setting(String property, String otherwise) {
        String variable = property.toUpperCase(Locale.ROOT).replace('.', '_');
        String fromEnvironment = System.getenv().getOrDefault(variable, otherwise);
        return System.getProperty(property, fromEnvironment);
    }
}
