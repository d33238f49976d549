package io.stompdesk.web;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** A problem document (RFC 9457) with the desk's code. */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        boolean retryable,
        Map<String, Object> data) {

    static Problem of(Refusal refusal) {
        return of(refusal, HttpStatus.valueOf(refusal.code().httpStatus()));
    }

    /** Where HTTP knows it more exactly than the code, such as 405 and 415. */
    static Problem of(ErrorCode code, HttpStatusCode status) {
        return of(new Refusal(code), status);
    }

    private static Problem of(Refusal refusal, HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        ErrorCode code = refusal.code();
        return new Problem(
                "about:blank",
                known == null ? "" : known.getReasonPhrase(),
                status.value(),
                code.message(),
                code.name(),
                code.retryable(),
                refusal.data());
    }
}
