package io.stompdesk.command;

import io.stompdesk.connection.Connection;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.CommandKey;
import java.lang.reflect.Executable;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Resolves controller parameters of type {@link Command} and {@link SignalCommand}. */
@Component
final class CommandArgumentResolver implements HandlerMethodArgumentResolver {

    private final CommandDecoder decoder;
    private final JsonMapper json;

    /** By controller method. */
    private final Map<Executable, JavaType> bodyTypes = new ConcurrentHashMap<>();

    CommandArgumentResolver(CommandDecoder decoder, JsonMapper json) {
        this.decoder = decoder;
        this.json = json;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Command.class || parameter.getParameterType() == SignalCommand.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, Message<?> message) {
        Connection connection = Connection.of(message);
        if (connection == null) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED);
        }
        CommandDecoder.Decoded decoded = decoder.decode((byte[]) message.getPayload(), bodyType(parameter));
        if (parameter.getParameterType() == SignalCommand.class) {
            return new SignalCommand<>(connection, decoded.clientId(), decoded.body());
        }
        if (decoded.clientId() == null) {
            throw new Refusal(ErrorCode.CLIENT_ID_INVALID);
        }
        String destination = Objects.requireNonNull(SimpMessageHeaderAccessor.getDestination(message.getHeaders()));
        CommandKey key = decoder.key(connection.account().id(), decoded.clientId(), destination, decoded.body());
        return new Command<>(
                connection.account(), new ClientAddress(connection.socket().address()), key, decoded.body());
    }

    private JavaType bodyType(MethodParameter parameter) {
        return bodyTypes.computeIfAbsent(
                parameter.getExecutable(),
                _ -> json.constructType(ResolvableType.forMethodParameter(parameter)
                        .getGeneric(0)
                        .getType()));
    }
}
