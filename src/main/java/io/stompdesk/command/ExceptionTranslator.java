package io.stompdesk.command;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Translates exceptions to refusals for the client, and logs those that are faults of the desk. */
final class ExceptionTranslator {

    private static final Logger log = LoggerFactory.getLogger(ExceptionTranslator.class);

    private ExceptionTranslator() {}

    /** @param what what failed, as the subject of a log message */
    static Refusal refusal(String what, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof DataAccessException) {
                log.warn("{} failed with a store error: {}", what, cause.getMessage());
                return new Refusal(ErrorCode.STORE_UNAVAILABLE);
            }
        }
        log.error("{} failed unexpectedly", what, failure);
        return new Refusal(ErrorCode.INTERNAL);
    }
}
