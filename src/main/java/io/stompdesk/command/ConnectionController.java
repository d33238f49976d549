package io.stompdesk.command;

import io.stompdesk.auth.AccessToken;
import io.stompdesk.auth.Authenticator;
import io.stompdesk.connection.Connection;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Reply;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import tools.jackson.databind.json.JsonMapper;

/** Commands about the connection itself. */
@Controller
final class ConnectionController {

    private final Authenticator authenticator;
    private final JsonMapper json;
    private final Clock clock;

    ConnectionController(Authenticator authenticator, JsonMapper json, Clock clock) {
        this.authenticator = authenticator;
        this.json = json;
        this.clock = clock;
    }

    record Pong(Instant at) {}

    @MessageMapping("/ping")
    Reply ping(SignalCommand<NoContent> command) {
        return reply(command, "pong", new Pong(clock.instant()));
    }

    record Renew(@Nullable String token) {}

    record Renewed(Instant expiresAt) {}

    /** Extends the connection until a new token of the same live login expires. */
    @MessageMapping("/auth.renew")
    Reply renew(SignalCommand<Renew> command) {
        String jwt = command.body().token();
        if (jwt == null) {
            throw Refusal.invalid("token", "is missing");
        }
        AccessToken token = authenticator.authenticate(jwt).token();
        Connection connection = command.connection();
        if (!token.accountId().equals(connection.account().id())
                || !token.loginId().equals(connection.loginId())) {
            throw new Refusal(ErrorCode.FORBIDDEN);
        }
        connection.renewUntil(token.expiresAt());
        return reply(command, "auth.renewed", new Renewed(token.expiresAt()));
    }

    private Reply reply(SignalCommand<?> command, String type, Object data) {
        return new Reply(command.clientId(), type, json.writeValueAsString(data));
    }
}
