package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stompdesk.kernel.StartRefused;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/** Names that begin like those of the desk: which of them are settings, and what is said of the others. */
class UnknownSettingsTests {

    /** What Kubernetes and Docker set {@code STOMPDESK_PORT} to. */
    private static final String VALUE = "tcp://10.96.0.1:8080";

    private static EnumerablePropertySource<?> file() throws IOException {
        return (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                .load("Config resource", new ClassPathResource("application.yml"))
                .getFirst();
    }

    private static void check(String... settings) {
        check(environment ->
                environment.getPropertySources().addFirst(new MapPropertySource("commandLineArgs", values(settings))));
    }

    private static void checkVariables(String... variables) {
        check(environment -> environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("variables", values(variables))));
    }

    private static Map<String, Object> values(String... names) {
        return Arrays.stream(names).collect(Collectors.toMap(name -> name, _ -> VALUE));
    }

    private static void check(java.util.function.Consumer<StandardEnvironment> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        try {
            environment.getPropertySources().addLast(file());
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        settings.accept(environment);
        new UnknownSettingsCheck().postProcessEnvironment(environment, new SpringApplication());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stompdesk.auth.login",
                "stompdesk.auth.accessToken",
                "stompdesk.auth.access_token",
                "stompdesk.limits.sends-per-account.burst",
                "stompdesk.account.reserved-names[0]",
                "stompdesk.origins[1]",
                "server.port",
                "com.example.stompdesk",
            })
    void aSettingThatExistsIsTaken(String name) {
        assertThatCode(() -> check(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOMPDESK_DATA_DIR",
                "STOMPDESK_LIMITS",
                "STOMPDESK_AUTH_LOGIN",
                "STOMPDESK_AUTH_ACCESSTOKEN",
                "STOMPDESK_AUTH_ACCESS_TOKEN",
                "STOMPDESK_LIMITS_SENDSPERACCOUNT_BURST",
                "STOMPDESK_ACCOUNT_RESERVEDNAMES_0",
                // Kubernetes sets these for the services "stompdesk" and "stompdesk-db".
                "STOMPDESK_SERVICE_HOST",
                "STOMPDESK_SERVICE_PORT_HTTP",
                "STOMPDESK_PORT",
                "STOMPDESK_PORT_8080_TCP_ADDR",
                "STOMPDESK_DB_PORT_5432_TCP",
                "STOMPDESKX",
                "PATH",
            })
    void aVariableThatExistsIsTaken(String name) {
        assertThatCode(() -> checkVariables(name)).doesNotThrowAnyException();
    }

    @Test
    void aPortIsNoAddressOfAService() {
        assertThatThrownBy(() -> check(environment -> environment
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("variables", Map.of("STOMPDESK_PORT", "9090")))))
                .isInstanceOf(StartRefused.class)
                .hasMessage("The setting STOMPDESK_PORT (did you mean SERVER_PORT?) does not exist.");
    }

    @ParameterizedTest
    @CsvSource({
        "stompdesk.auth.logn, stompdesk.auth.login",
        "stompdesk.limits, stompdesk.",
        "stompdesk.limits.sends-per-acount.burst, stompdesk.limits.sends-per-account.burst",
        "stompdesk.datadir.x, stompdesk.data-dir",
    })
    void aSettingThatDoesNotExistEndsTheStart(String name, String nearest) {
        StartRefused refused = catchThrowableOfType(StartRefused.class, () -> check(name));

        assertThat(refused.getMessage())
                .startsWith("The setting " + name + " (did you mean " + nearest)
                .endsWith(" does not exist.")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"STOMPDESK_PUBLIC_ULR, STOMPDESK_PUBLIC_URL", "STOMPDESK_ORIGIN, STOMPDESK_ORIGINS"})
    void aVariableThatDoesNotExistEndsTheStart(String name, String nearest) {
        StartRefused refused = catchThrowableOfType(StartRefused.class, () -> checkVariables(name));

        assertThat(refused.getMessage())
                .isEqualTo("The setting " + name + " (did you mean " + nearest + "?) does not exist.");
    }

    @Test
    void allThatDoNotExistAreNamedAtOnce() {
        StartRefused refused = catchThrowableOfType(
                StartRefused.class, () -> check("stompdesk.auth.logn", "stompdesk.quite.different"));

        assertThat(refused.getMessage())
                .isEqualTo("These settings do not exist: stompdesk.auth.logn (did you mean stompdesk.auth.login?),"
                        + " stompdesk.quite.different.");
    }
}
