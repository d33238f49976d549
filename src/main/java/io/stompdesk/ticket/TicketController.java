package io.stompdesk.ticket;

import io.stompdesk.command.Command;
import io.stompdesk.command.NoContent;
import io.stompdesk.kernel.Shapes;
import io.stompdesk.stream.Reply;
import java.util.concurrent.CompletableFuture;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

/** Ticket commands over STOMP. */
@Controller
final class TicketController {

    private static final String TICKET = "/ticket.{id:" + Shapes.TICKET_ID + "}";

    private final Tickets tickets;

    TicketController(Tickets tickets) {
        this.tickets = tickets;
    }

    @MessageMapping("/tickets.create")
    CompletableFuture<Reply> create(Command<OpenTicket> command) {
        return tickets.create(command.key(), command.account(), command.address(), command.body());
    }

    @MessageMapping(TICKET + ".pick")
    CompletableFuture<Reply> pick(@DestinationVariable String id, Command<NoContent> command) {
        return tickets.pick(command.key(), command.account(), id);
    }

    @MessageMapping(TICKET + ".release")
    CompletableFuture<Reply> release(@DestinationVariable String id, Command<NoContent> command) {
        return tickets.release(command.key(), command.account(), id);
    }

    @MessageMapping(TICKET + ".resolve")
    CompletableFuture<Reply> resolve(@DestinationVariable String id, Command<NoContent> command) {
        return tickets.resolve(command.key(), command.account(), command.address(), id);
    }

    @MessageMapping(TICKET + ".reopen")
    CompletableFuture<Reply> reopen(@DestinationVariable String id, Command<NoContent> command) {
        return tickets.reopen(command.key(), command.account(), command.address(), id);
    }
}
