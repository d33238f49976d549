package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every exception of a REST call into a problem document. Exception messages never reach the client. */
@RestControllerAdvice
final class RestExceptionHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(RestExceptionHandler.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> refused(Refusal refusal, WebRequest request) {
        return answer(refusal, Problem.of(refusal), HttpHeaders.EMPTY, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> storeFailed(DataAccessException failure, WebRequest request) {
        log.warn("A request failed with a store error: {}", failure.getMessage());
        return refused(new Refusal(ErrorCode.STORE_UNAVAILABLE), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> anythingElse(Exception failure, WebRequest request) {
        if (failure instanceof CompletionException && failure.getCause() instanceof Refusal refusal) {
            return refused(refusal, request);
        }
        if (isOfClient(failure)) {
            log.debug("A client left before it had the whole answer, or was too slow", failure);
            return null;
        }
        log.error("A request failed", failure);
        return refused(new Refusal(ErrorCode.INTERNAL), request);
    }

    /** Maps the errors that Spring itself reports to the desk's error codes. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (isOfClient(failure)) {
            log.debug("A client left before it had the whole answer, or was too slow", failure);
            return null;
        }
        Problem problem = switch (failure) {
            case HttpMessageNotReadableException unreadable -> Problem.of(UnreadableBody.refusal(unreadable));
            case TypeMismatchException wrong -> Problem.of(wrongForm(wrong));
            case AsyncRequestTimeoutException _ -> Problem.of(new Refusal(ErrorCode.STORE_UNAVAILABLE));
            case NoResourceFoundException _ -> Problem.of(nothingHere(request), status);
            default -> Problem.of(code(failure, status), status);
        };
        if (problem.getCode() == ErrorCode.INTERNAL) {
            log.error("A request failed", failure);
        }
        return answer(failure, problem, headers, request);
    }

    private static boolean isOfClient(Exception failure) {
        return DisconnectedClientHelper.isClientDisconnectedException(failure)
                || NestedExceptionUtils.getMostSpecificCause(failure) instanceof SlowClientException;
    }

    private static Refusal wrongForm(TypeMismatchException parameter) {
        String name = parameter.getPropertyName();
        return Refusal.invalid(name == null ? "" : name, "does not have the expected form");
    }

    private static ErrorCode nothingHere(WebRequest request) {
        HttpServletRequest path = ((ServletWebRequest) request).getRequest();
        return ApiPath.isOf(path) ? ErrorCode.UNKNOWN_DESTINATION : ErrorCode.NOT_FOUND;
    }

    private static ErrorCode code(Exception failure, HttpStatusCode status) {
        return switch (failure) {
            case HttpRequestMethodNotSupportedException _ -> ErrorCode.UNKNOWN_DESTINATION;
            case HttpMediaTypeException _ -> ErrorCode.MALFORMED_JSON;
            case MissingRequestValueException _ -> ErrorCode.INVALID_FIELD;
            case ServletRequestBindingException _ -> ErrorCode.MALFORMED_JSON;
            default -> FallbackErrorController.code(status);
        };
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception failure, Problem problem, HttpHeaders headers, WebRequest request) {
        HttpStatusCode status = HttpStatusCode.valueOf(problem.getStatus());
        return super.handleExceptionInternal(failure, problem, Problems.headers(problem, headers), status, request);
    }
}
