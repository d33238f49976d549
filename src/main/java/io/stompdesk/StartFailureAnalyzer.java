package io.stompdesk;

import io.stompdesk.kernel.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Explains in one sentence why the desk did not start, if the operator can fix the cause. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {

    private static final Map<Class<?>, String> FORMS = Map.of(
            Duration.class, "a duration such as 30s, 10m or 12h",
            DataSize.class, "a size such as 64KB or 1MB",
            Integer.class, "a whole number",
            int.class, "a whole number",
            Boolean.class, "true or false",
            boolean.class, "true or false");

    /** Settings whose value is not shown. A database's URL has a password in it. */
    private static final Pattern SECRET = Pattern.compile(".*(password|secret|store\\.url).*");

    /**
     * {@code ${SERVER_PORT:8080}}: the environment variable that a setting of {@code application.yml} is taken from.
     */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}].*");

    /** Where Spring looks for configuration files. The exception does not name the one that it was reading. */
    private static final List<String> CONFIGURATION =
            List.of("application.yml", "application.yaml", "config/application.yml", "config/application.yaml");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return first(failure, StartRefused.class)
                .map(StartRefused::getMessage)
                .or(() -> first(failure, PortInUseException.class).map(StartFailureAnalyzer::portInUse))
                .or(() -> first(failure, BindValidationException.class).map(StartFailureAnalyzer::setting))
                .or(() -> first(failure, BindException.class).map(StartFailureAnalyzer::setting))
                .or(() -> first(failure, MarkedYAMLException.class).map(StartFailureAnalyzer::yaml))
                .or(() -> first(failure, SQLException.class).map(StartFailureAnalyzer::database))
                .map(sentence -> new FailureAnalysis(sentence, null, failure))
                .orElse(null);
    }

    private static String portInUse(PortInUseException port) {
        return "Port %d is in use. Stop the program that uses it, or choose another port with SERVER_PORT."
                .formatted(port.getPort());
    }

    private static String setting(BindValidationException failure) {
        ValidationErrors errors = failure.getValidationErrors();
        ObjectError first = errors.getAllErrors().getFirst();
        String field = first instanceof FieldError error ? error.getField() : "";
        // A rule on several settings has its own property, whose name ends in -fit and is not a setting.
        String name = DataObjectPropertyName.toDashedForm(field).replaceFirst("-fit$", "");
        ConfigurationPropertyName setting =
                name.isEmpty() ? errors.getName() : errors.getName().append(name);
        ConfigurationProperty bound = errors.getBoundProperties().stream()
                .filter(property -> property.getName().equals(setting))
                .findFirst()
                .orElse(null);
        Object rejected = first instanceof FieldError error && !field.endsWith("Fit") ? error.getRejectedValue() : null;
        Object value = bound == null || isPlaceholder(bound) ? rejected : bound.getValue();
        return "The setting %s %s%s."
                .formatted(
                        named(setting, bound),
                        first.getDefaultMessage(),
                        value == null || isSecret(setting) ? "" : ", not " + value);
    }

    private static String setting(BindException failure) {
        String form = form(failure.getTarget().getType().resolve(Object.class));
        String value = first(failure, ConversionFailedException.class)
                .filter(_ -> !isSecret(failure.getName()))
                .map(conversion -> ": " + conversion.getValue())
                .orElse("");
        return "The setting %s is not %s%s.".formatted(named(failure.getName(), failure.getProperty()), form, value);
    }

    private static String form(Class<?> type) {
        return type.isEnum()
                ? "one of "
                        + Stream.of(type.getEnumConstants())
                                .map(String::valueOf)
                                .toList()
                : FORMS.getOrDefault(type, "of the expected type");
    }

    /** The name of the property and, if the value comes from an environment variable, the name of that. */
    private static String named(ConfigurationPropertyName setting, @Nullable ConfigurationProperty bound) {
        return variable(bound).map(variable -> setting + " (" + variable + ")").orElse(setting.toString());
    }

    private static Optional<String> variable(@Nullable ConfigurationProperty bound) {
        if (bound == null) {
            return Optional.empty();
        }
        if (bound.getOrigin() instanceof PropertySourceOrigin origin
                && origin.getPropertySource() instanceof SystemEnvironmentPropertySource) {
            return Optional.of(origin.getPropertyName());
        }
        Matcher placeholder = VARIABLE.matcher(String.valueOf(bound.getValue()));
        return placeholder.matches() ? Optional.of(placeholder.group(1)) : Optional.empty();
    }

    private static boolean isPlaceholder(ConfigurationProperty bound) {
        return String.valueOf(bound.getValue()).contains("${");
    }

    private static boolean isSecret(ConfigurationPropertyName setting) {
        return SECRET.matcher(setting.toString()).matches();
    }

    private static String yaml(MarkedYAMLException failure) {
        String place = failure.getProblemMark() == null
                ? ""
                : " in line " + (failure.getProblemMark().getLine() + 1);
        String files = CONFIGURATION.stream()
                .filter(file -> Files.exists(Path.of(file)))
                .collect(Collectors.joining(" or "));
        return "The configuration file %s is not valid YAML%s: %s."
                .formatted(files, place, String.valueOf(failure.getProblem()).replaceFirst("\\.$", ""));
    }

    /** Uses the first line only, because drivers add details in further lines, and drops SQLite's code prefix. */
    private static String database(SQLException failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("it gave no reason");
        String first = message.lines().findFirst().orElse(message).replaceFirst("^\\[\\w+] ", "");
        return "The database cannot be used: " + first + (first.endsWith(".") ? "" : ".");
    }

    /** The outermost exception of its type, because it says most about what the desk was doing. */
    private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
