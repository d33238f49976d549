package io.stompdesk.chat;

import io.stompdesk.command.Command;
import io.stompdesk.command.Handled;
import io.stompdesk.command.SignalCommand;
import io.stompdesk.kernel.Shapes;
import io.stompdesk.stream.Reply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

/** Chat commands over STOMP. */
@Controller
final class ChatController {

    private static final String TICKET = "/ticket.{id:" + Shapes.TICKET_ID + "}";

    private final Chat chat;

    ChatController(Chat chat) {
        this.chat = chat;
    }

    record Say(@Nullable String text, @Nullable Long ifSeq) {}

    @MessageMapping(TICKET + ".chat")
    CompletableFuture<Reply> say(@DestinationVariable String id, Command<Say> command) {
        return chat.say(
                command.key(),
                command.account(),
                command.address(),
                id,
                command.body().text(),
                command.body().ifSeq());
    }

    record Type(boolean typing) {}

    @MessageMapping(TICKET + ".typing")
    Handled type(@DestinationVariable String id, SignalCommand<Type> command) {
        chat.type(command.account(), id, command.body().typing());
        return Handled.HANDLED;
    }
}
