package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with problem documents, from controllers and from the filters before them. */
@Component
public final class Problems {

    private static final long SECOND_MS = Duration.ofSeconds(1).toMillis();

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    static ResponseEntity<Problem> answer(Refusal refusal) {
        return answer(Problem.of(refusal), HttpHeaders.EMPTY);
    }

    /** Where HTTP knows the status more exactly than the code does, and has headers for it, such as {@code Allow}. */
    static ResponseEntity<Problem> answer(ErrorCode code, HttpStatusCode status, HttpHeaders more) {
        return answer(Problem.of(code, status), more);
    }

    private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders more) {
        return ResponseEntity.status(problem.status())
                .headers(more)
                .headers(headers -> addTo(headers, problem))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    public void write(HttpServletResponse response, Refusal refusal) throws IOException {
        Problem problem = Problem.of(refusal);
        HttpHeaders headers = new HttpHeaders();
        addTo(headers, problem);
        headers.forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }

    private static void addTo(HttpHeaders headers, Problem problem) {
        if (problem.code().equals(ErrorCode.UNAUTHENTICATED.name())) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.data().get("retryAfterMs") instanceof Long ms) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString((ms + SECOND_MS - 1) / SECOND_MS));
        }
    }
}
