package io.stompdesk.realtime;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** Answers a command that was refused, or that failed. */
@ControllerAdvice
final class CommandErrors {

    private final Answers answers;

    CommandErrors(Answers answers) {
        this.answers = answers;
    }

    @MessageExceptionHandler
    void refuse(Exception failure, Message<?> command) {
        answers.refuse(command, Failures.refusal("A command", failure));
    }
}
