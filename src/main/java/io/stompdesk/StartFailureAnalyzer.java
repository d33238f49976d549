package io.stompdesk;

import io.stompdesk.kernel.StartRefused;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Explains in one sentence why the desk did not start, if the operator can fix the cause. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return first(failure, StartRefused.class)
                .map(StartRefused::getMessage)
                .or(() -> first(failure, PortInUseException.class).map(StartFailureAnalyzer::portInUse))
                .or(() -> first(failure, BindValidationException.class).map(StartFailureAnalyzer::setting))
                .or(() -> first(failure, BindException.class).map(StartFailureAnalyzer::setting))
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
        String setting = first instanceof FieldError field
                ? errors.getName() + "." + DataObjectPropertyName.toDashedForm(field.getField())
                : errors.getName().toString();
        // A rule on several settings has its own property, whose name ends in -fit and is not a setting.
        return "The setting %s %s.".formatted(setting.replaceFirst("-fit$", ""), first.getDefaultMessage());
    }

    /** Does not show the value, which may be a secret. */
    private static String setting(BindException failure) {
        return "The setting %s is not of the expected type.".formatted(failure.getName());
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
