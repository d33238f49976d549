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
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents from filters, which run before the controllers. */
@Component
public final class Problems {

    private static final long SECOND_MS = Duration.ofSeconds(1).toMillis();

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletResponse response, Refusal refusal) throws IOException {
        write(response, Problem.of(refusal), HttpHeaders.EMPTY);
    }

    /** Where HTTP knows the status more exactly than the code does, and has headers for it, such as {@code Allow}. */
    public void write(HttpServletResponse response, ErrorCode code, HttpStatusCode status, HttpHeaders more)
            throws IOException {
        write(response, Problem.of(code, status), more);
    }

    private void write(HttpServletResponse response, Problem problem, HttpHeaders more) throws IOException {
        headers(problem, more).forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setStatus(problem.getStatus());
        response.getOutputStream().write(json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }

    /** What a problem document is sent with. */
    static HttpHeaders headers(Problem problem, HttpHeaders more) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(more);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getCode() == ErrorCode.UNAUTHENTICATED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.getData().get("retryAfterMs") instanceof Long ms) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString((ms + SECOND_MS - 1) / SECOND_MS));
        }
        return headers;
    }
}
