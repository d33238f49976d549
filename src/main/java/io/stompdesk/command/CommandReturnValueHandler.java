package io.stompdesk.command;

import io.stompdesk.stream.Reply;
import io.stompdesk.subscription.ReplySender;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodReturnValueHandler;
import org.springframework.stereotype.Component;

/**
 * Replies to a command with the return value of its controller. If that is a future, this runs when the future
 * completes: for a change on the thread of the commit dispatcher, right after the events of the change were sent.
 */
@Component
final class CommandReturnValueHandler implements HandlerMethodReturnValueHandler {

    private final ReplySender replySender;

    CommandReturnValueHandler(ReplySender replySender) {
        this.replySender = replySender;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        Class<?> type = returnType.getParameterType();
        return type == Reply.class || type == Handled.class;
    }

    @Override
    public void handleReturnValue(@Nullable Object value, MethodParameter returnType, Message<?> message) {
        if (value instanceof Reply reply) {
            replySender.reply(message, reply);
        } else {
            replySender.receipt(message);
        }
    }
}
