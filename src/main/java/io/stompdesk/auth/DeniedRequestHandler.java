package io.stompdesk.auth;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.web.ApiPath;
import io.stompdesk.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Answers what the table of {@link Endpoint}s does not allow. Whoever is not logged in is told to log in, and learns
 * which calls there are only of those that log somebody in.
 */
final class DeniedRequestHandler implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final Problems problems;

    DeniedRequestHandler(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException anonymous)
            throws IOException {
        if (ApiPath.isOfSession(request)) {
            noSuchCall(request, response);
        } else {
            problems.write(response, new Refusal(ErrorCode.UNAUTHENTICATED));
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (ApiPath.isOf(request) && !Endpoint.exists(request)) {
            noSuchCall(request, response);
        } else {
            problems.write(response, new Refusal(ErrorCode.FORBIDDEN));
        }
    }

    private void noSuchCall(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<HttpMethod> others = Endpoint.methodsAt(request);
        if (others.isEmpty()) {
            problems.write(response, new Refusal(ErrorCode.UNKNOWN_DESTINATION));
            return;
        }
        HttpHeaders allow = new HttpHeaders();
        allow.setAllow(new LinkedHashSet<>(others));
        problems.write(response, ErrorCode.UNKNOWN_DESTINATION, HttpStatus.METHOD_NOT_ALLOWED, allow);
    }
}
