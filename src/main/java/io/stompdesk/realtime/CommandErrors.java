package io.stompdesk.realtime;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** Answers a command that was refused, or that failed. */
@ControllerAdvice
final class CommandErrors {

    private static final Logger log = LoggerFactory.getLogger(CommandErrors.class);

    private final Answers answers;

    CommandErrors(Answers answers) {
        this.answers = answers;
    }

    @MessageExceptionHandler
    void refuse(Exception failure, Message<?> command) {
        answers.refuse(command, refusal(failure));
    }

    private static Refusal refusal(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        log.error("A command failed", failure);
        return new Refusal(ErrorCode.INTERNAL);
    }
}
