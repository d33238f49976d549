package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.RetryAfter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents from filters, which run before the controllers. */
@Component
public final class Problems {

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletResponse response, Refusal refusal) throws IOException {
        write(response, Problem.of(refusal), HttpHeaders.EMPTY);
    }

    /** For a status that is more specific than the code's own, with its headers, such as {@code Allow}. */
    public void write(HttpServletResponse response, ErrorCode code, HttpStatusCode status, HttpHeaders more)
            throws IOException {
        write(response, Problem.of(code, status), more);
    }

    private void write(HttpServletResponse response, Problem problem, HttpHeaders more) throws IOException {
        headers(problem, more).forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        response.setStatus(problem.getStatus());
        response.getOutputStream().write(json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }

    /** The headers of a problem document. */
    static HttpHeaders headers(Problem problem, HttpHeaders more) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(more);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getCode() == ErrorCode.UNAUTHENTICATED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        RetryAfter.of(problem.getData()).ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, seconds));
        return headers;
    }
}
