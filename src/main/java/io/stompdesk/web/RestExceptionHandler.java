package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever goes wrong in a REST call into a problem document. An exception's text never gets out. */
@RestControllerAdvice
final class RestExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(RestExceptionHandler.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refusal) {
        return Problems.answer(refusal);
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException body) {
        return Problems.answer(UnreadableBody.refusal(body));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException parameter) {
        return Problems.answer(Refusal.invalid(parameter.getName(), "does not have the expected form"));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(ServletRequestBindingException parameter) {
        return Problems.answer(
                parameter instanceof MissingRequestValueException
                        ? new Refusal(ErrorCode.INVALID_FIELD)
                        : new Refusal(ErrorCode.MALFORMED_JSON));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongMethod(HttpRequestMethodNotSupportedException wrong) {
        return Problems.answer(ErrorCode.UNKNOWN_DESTINATION, wrong.getStatusCode(), wrong.getHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongMediaType(HttpMediaTypeException wrong) {
        return Problems.answer(ErrorCode.MALFORMED_JSON, wrong.getStatusCode(), wrong.getHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Problem> nothingHere(NoResourceFoundException path, HttpServletRequest request) {
        boolean api = ApiPath.isOf(request);
        return Problems.answer(new Refusal(api ? ErrorCode.UNKNOWN_DESTINATION : ErrorCode.NOT_FOUND));
    }

    @ExceptionHandler
    ResponseEntity<Problem> storeFailed(DataAccessException failure) {
        log.warn("Reading the store failed", failure);
        return Problems.answer(new Refusal(ErrorCode.STORE_UNAVAILABLE));
    }

    @ExceptionHandler
    ResponseEntity<Problem> slow(AsyncRequestTimeoutException timeout) {
        return Problems.answer(new Refusal(ErrorCode.STORE_UNAVAILABLE));
    }

    /** The client has gone; nobody reads an answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException client) {
        log.debug("The client is gone", client);
    }

    @ExceptionHandler
    ResponseEntity<Problem> anythingElse(Exception failure) {
        if (failure instanceof CompletionException && failure.getCause() instanceof Refusal refusal) {
            return refused(refusal);
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            HttpStatusCode status = known.getStatusCode();
            return Problems.answer(
                    status.value() == 404 ? ErrorCode.NOT_FOUND : ErrorCode.INVALID_FIELD, status, HttpHeaders.EMPTY);
        }
        log.error("A request failed", failure);
        return Problems.answer(new Refusal(ErrorCode.INTERNAL));
    }
}
