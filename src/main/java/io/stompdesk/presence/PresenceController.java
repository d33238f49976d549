package io.stompdesk.presence;

import io.stompdesk.command.Command;
import io.stompdesk.stream.Reply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

/** Presence commands over STOMP. */
@Controller
final class PresenceController {

    private final Presence presence;

    PresenceController(Presence presence) {
        this.presence = presence;
    }

    record Choose(@Nullable PresenceStatus status) {}

    @MessageMapping("/presence")
    CompletableFuture<Reply> choose(Command<Choose> command) {
        return presence.choose(command.key(), command.actor(), command.body().status());
    }
}
