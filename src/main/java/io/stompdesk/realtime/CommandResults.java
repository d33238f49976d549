package io.stompdesk.realtime;

import io.stompdesk.stream.Reply;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodReturnValueHandler;
import org.springframework.stereotype.Component;

/**
 * Answers a command with what its controller returned. For a change, this runs when its future
 * completes: on the publishing thread, right after the change's events were sent.
 */
@Component
final class CommandResults implements HandlerMethodReturnValueHandler {

    private final Answers answers;

    CommandResults(Answers answers) {
        this.answers = answers;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        Class<?> type = returnType.getParameterType();
        return type == Reply.class || type == Handled.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object value, MethodParameter returnType, Message<?> message) {
        if (value instanceof Reply reply) {
            answers.reply(message, reply);
        } else {
            answers.receipt(message);
        }
    }
}
