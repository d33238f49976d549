package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers requests that fail before they reach a controller, such as a URL that Spring's HTTP firewall rejects. */
@RestController
final class FallbackErrorController implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus known = status instanceof Integer value ? HttpStatus.resolve(value) : HttpStatus.NOT_FOUND;
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        HttpStatusCode answered = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        if (path instanceof String uri && uri.startsWith(request.getContextPath() + "/ws/")) {
            // SockJS has already begun a response of another type, which nobody reads any more.
            return ResponseEntity.status(answered).build();
        }
        Problem problem = Problem.of(code(answered), answered);
        return ResponseEntity.status(answered)
                .headers(Problems.headers(problem, HttpHeaders.EMPTY))
                .body(problem);
    }

    /** The error code for a status without further information. */
    static ErrorCode code(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.UNKNOWN_DESTINATION;
            case 413 -> ErrorCode.TOO_LARGE;
            default -> status.is4xxClientError() ? ErrorCode.INVALID_FIELD : ErrorCode.INTERNAL;
        };
    }
}
