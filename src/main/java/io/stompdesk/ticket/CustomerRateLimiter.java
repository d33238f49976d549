package io.stompdesk.ticket;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.account.Account;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.Rate;
import io.stompdesk.limit.RateLimiter;
import io.stompdesk.stream.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Keeps customers from flooding the queue, a ticket's history, and the disk. Anybody can become a customer, so what is
 * stored for them is limited per account and per address. Staff are exempt, because an admin has let them in.
 */
@Component
@EnableConfigurationProperties(TicketLimits.class)
public final class CustomerRateLimiter {

    /** What a command adds to the store besides its texts: rows and their indexes, names, ids. */
    private static final int BYTES_OF_A_MESSAGE = 1536;

    private static final int BYTES_OF_A_CHANGE = 4 * BYTES_OF_A_MESSAGE;

    private final boolean enabled;
    private final RateLimiter ticketsPerAccount;
    private final RateLimiter ticketsPerAddress;
    private final RateLimiter changesPerTicket;
    private final RateLimiter changesPerAccount;
    private final RateLimiter bytesPerAccount;
    private final RateLimiter bytesPerAddress;

    CustomerRateLimiter(TicketLimits limits) {
        this.enabled = limits.enabled();
        this.ticketsPerAccount = limiter(limits.ticketsPerAccount(), limits);
        this.ticketsPerAddress = limiter(limits.ticketsPerAddress(), limits);
        this.changesPerTicket = limiter(limits.changesPerTicket(), limits);
        this.changesPerAccount = limiter(limits.changesPerAccount(), limits);
        this.bytesPerAccount = limiter(limits.storedBytesPerAccount(), limits);
        this.bytesPerAddress = limiter(limits.storedBytesPerAddress(), limits);
    }

    private static RateLimiter limiter(Rate rate, TicketLimits limits) {
        return new RateLimiter(rate, limits.ipv6(), TimeMeter.SYSTEM_NANOTIME);
    }

    /** @param address {@code null} for the desk itself, which is exempt */
    public Attempt attemptFrom(@Nullable ClientAddress address) {
        return new Attempt(address);
    }

    /**
     * An attempt to store something. It is counted as the last check of its transaction, and once, even if the
     * transaction runs again.
     */
    public final class Attempt {

        private final @Nullable ClientAddress address;
        private final List<Runnable> taken = new ArrayList<>(0);

        private Attempt(@Nullable ClientAddress address) {
            this.address = address;
        }

        /** @throws Refusal {@code RATE_LIMITED} */
        void opensTicket(Account by, String subject, TicketText text) {
            count(by, from -> {
                take(ticketsPerAccount, by.id(), 1);
                take(ticketsPerAddress, from, 1);
                // The subject is in the events of all three streams, and in the reply.
                // The text is in the ticket and in the first event of its thread.
                takeBytes(by, from, BYTES_OF_A_CHANGE + 4 * bytes(subject) + 2 * bytes(text));
            });
        }

        /** @throws Refusal {@code RATE_LIMITED} */
        void changes(Account by, Ticket ticket) {
            count(by, from -> {
                take(changesPerTicket, by.id() + ' ' + ticket.id(), 1);
                take(changesPerAccount, by.id(), 1);
                takeBytes(by, from, BYTES_OF_A_CHANGE + 4 * bytes(ticket.subject()));
            });
        }

        /** @throws Refusal {@code RATE_LIMITED} */
        public void says(Account by, String text) {
            count(by, from -> takeBytes(by, from, BYTES_OF_A_MESSAGE + bytes(text)));
        }

        /** Reverts the count if the change fails, because then nothing is stored. Returns the change. */
        public CompletableFuture<Reply> to(CompletableFuture<Reply> change) {
            var _ = change.whenComplete((_, failure) -> {
                if (failure != null) {
                    giveBack();
                }
            });
            return change;
        }

        private void count(Account by, Consumer<ClientAddress> takes) {
            if (!enabled || address == null || by.isStaff() || !taken.isEmpty()) {
                return;
            }
            try {
                takes.accept(address);
            } catch (Refusal limited) {
                giveBack();
                throw limited;
            }
        }

        private void takeBytes(Account by, ClientAddress from, int bytes) {
            take(bytesPerAccount, by.id(), bytes);
            take(bytesPerAddress, from, bytes);
        }

        private void take(RateLimiter limiter, String key, int amount) {
            limiter.take(key, amount);
            taken.add(() -> limiter.giveBack(key, amount));
        }

        private void take(RateLimiter limiter, ClientAddress from, int amount) {
            limiter.take(from, amount);
            taken.add(() -> limiter.giveBack(from, amount));
        }

        private void giveBack() {
            taken.forEach(Runnable::run);
            taken.clear();
        }
    }

    private static int bytes(TicketText text) {
        return bytes(text.description()) + (text.system() == null ? 0 : bytes(text.system()));
    }

    /** As JSON, in which a quotation mark, a backslash and a line break have two characters. */
    private static int bytes(String text) {
        int escaped =
                (int) text.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
        return text.getBytes(StandardCharsets.UTF_8).length + escaped;
    }
}
