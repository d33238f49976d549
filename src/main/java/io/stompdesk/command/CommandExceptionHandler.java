package io.stompdesk.command;

import io.stompdesk.subscription.ReplySender;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** Sends an error for a command that was refused or failed. */
@ControllerAdvice
final class CommandExceptionHandler {

    private final ReplySender replySender;

    CommandExceptionHandler(ReplySender replySender) {
        this.replySender = replySender;
    }

    @MessageExceptionHandler
    void refuse(Exception failure, Message<?> command) {
        replySender.refuse(command, ExceptionTranslator.refusal("A command", failure));
    }
}
