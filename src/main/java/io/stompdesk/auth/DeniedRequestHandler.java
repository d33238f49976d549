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
 * Answers requests that {@link Endpoint} does not allow. Callers who are not logged in receive {@code UNAUTHENTICATED}.
 * Only below {@code /api/session} do they learn that an endpoint or method does not exist.
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
            writeUnknownEndpoint(request, response);
        } else {
            problems.write(response, new Refusal(ErrorCode.UNAUTHENTICATED));
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (ApiPath.isOf(request) && !Endpoint.exists(request)) {
            writeUnknownEndpoint(request, response);
        } else {
            problems.write(response, new Refusal(ErrorCode.FORBIDDEN));
        }
    }

    private void writeUnknownEndpoint(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<HttpMethod> allowed = Endpoint.methodsAt(request);
        if (allowed.isEmpty()) {
            problems.write(response, new Refusal(ErrorCode.UNKNOWN_DESTINATION));
            return;
        }
        HttpHeaders allow = new HttpHeaders();
        allow.setAllow(new LinkedHashSet<>(allowed));
        problems.write(response, ErrorCode.UNKNOWN_DESTINATION, HttpStatus.METHOD_NOT_ALLOWED, allow);
    }
}
