package io.stompdesk.chat;

import io.stompdesk.account.Account;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Text;
import io.stompdesk.kernel.TextLimits;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.stream.CommandKey;
import io.stompdesk.stream.Reply;
import io.stompdesk.stream.StreamName;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import io.stompdesk.subscription.Broadcaster;
import io.stompdesk.subscription.Signal;
import io.stompdesk.ticket.CustomerRateLimiter;
import io.stompdesk.ticket.Ticket;
import io.stompdesk.ticket.TicketAccess;
import io.stompdesk.ticket.TicketCache;
import io.stompdesk.ticket.TicketLookup;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores chat messages and broadcasts typing. */
@Component
class Chat {

    private final Writer writer;
    private final TicketCache tickets;
    private final Broadcaster broadcaster;
    private final TextLimits limits;
    private final CustomerRateLimiter rateLimiter;
    private final Clock clock;

    Chat(
            Writer writer,
            TicketCache tickets,
            Broadcaster broadcaster,
            TextLimits limits,
            CustomerRateLimiter rateLimiter,
            Clock clock) {
        this.writer = writer;
        this.tickets = tickets;
        this.broadcaster = broadcaster;
        this.limits = limits;
        this.rateLimiter = rateLimiter;
        this.clock = clock;
    }

    record Said(String stream, long seq, Instant at) {}

    /**
     * @param ifSeq the last seq that the sender has seen: the message is refused if the thread has gone beyond it;
     *     {@code null} accepts the message regardless
     */
    CompletableFuture<Reply> say(
            CommandKey key,
            Account by,
            ClientAddress from,
            String ticketId,
            @Nullable String text,
            @Nullable Long ifSeq) {
        String message = Text.required("text", text, limits.text());
        CustomerRateLimiter.Attempt attempt = rateLimiter.attemptFrom(from);
        return attempt.to(writer.submit(key, TicketLookup.of(by, ticketId).then((transaction, found) -> {
            TicketLookup now = TicketLookup.visible(found);
            Ticket ticket = now.ticket();
            ticket.requireChatWith(by.actor());
            requireUpToDate(transaction, ticket.stream(), ifSeq);
            attempt.says(now.reader(), message);
            long seq = transaction.append(ticket.stream(), by.actor(), new ChatMessage(message));
            return transaction.reply("chat.message", new Said(ticket.stream().value(), seq, transaction.now()));
        })));
    }

    private static void requireUpToDate(Transaction transaction, StreamName stream, @Nullable Long ifSeq) {
        if (ifSeq != null) {
            long head = transaction.head(stream);
            if (head > ifSeq) {
                throw new Refusal(ErrorCode.SEEN_OLD_STATE, Map.of("head", head));
            }
        }
    }

    record Typing(boolean typing) {}

    /**
     * Broadcasts a typing signal. Needs no read from the store in most cases: the cache knows the ticket as of its last
     * published change, and the connection knows the account.
     */
    void type(Account by, String ticketId, boolean typing) {
        Ticket ticket = tickets.find(ticketId)
                .filter(known -> TicketAccess.maySee(by, known))
                .orElseThrow(Refusal::notFound);
        ticket.requireChatWith(by.actor());
        broadcaster.signal(
                ticket.stream(),
                new Signal("typing", ticket.stream().value(), clock.instant(), by.actor(), new Typing(typing)));
    }
}
