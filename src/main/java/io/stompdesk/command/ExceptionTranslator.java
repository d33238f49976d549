package io.stompdesk.command;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** What a client is told of a failure; what is ours to mend goes to the log. */
final class ExceptionTranslator {

    private static final Logger log = LoggerFactory.getLogger(ExceptionTranslator.class);

    private ExceptionTranslator() {}

    /** @param what failed, for the log: the beginning of a sentence */
    static Refusal refusal(String what, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof DataAccessException) {
                log.warn("{} could not be read from the store: {}", what, cause.getMessage());
                return new Refusal(ErrorCode.STORE_UNAVAILABLE);
            }
        }
        log.error("{} could not be handled", what, failure);
        return new Refusal(ErrorCode.INTERNAL);
    }
}
