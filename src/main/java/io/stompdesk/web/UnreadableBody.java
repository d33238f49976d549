package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns a body that cannot be read into a refusal that names the invalid field, if there is one. */
final class UnreadableBody {

    private UnreadableBody() {}

    static Refusal refusal(HttpMessageNotReadableException body) {
        return switch (body.getCause()) {
            case UnrecognizedPropertyException unknown ->
                new Refusal(ErrorCode.UNKNOWN_FIELD, Map.of("field", field(unknown)));
            case MismatchedInputException mismatch
            when !mismatch.getPath().isEmpty() -> Refusal.invalid(field(mismatch), "does not have the expected form");
            case null, default -> new Refusal(ErrorCode.MALFORMED_JSON);
        };
    }

    /** The path of the field, such as {@code requester.name}, without list indexes. */
    private static String field(JacksonException problem) {
        return problem.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
    }
}
