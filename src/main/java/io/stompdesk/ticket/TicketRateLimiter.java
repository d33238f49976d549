package io.stompdesk.ticket;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.account.Account;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.RateLimiter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Keeps one customer from burying the queue. Staff, who open tickets for others, may always. */
@Component
@EnableConfigurationProperties(TicketLimits.class)
final class TicketRateLimiter {

    private final boolean enabled;
    private final RateLimiter accounts;
    private final RateLimiter addresses;

    TicketRateLimiter(TicketLimits limits) {
        this.enabled = limits.enabled();
        this.accounts = new RateLimiter(limits.ticketsPerAccount(), TimeMeter.SYSTEM_NANOTIME);
        this.addresses = new RateLimiter(limits.ticketsPerAddress(), TimeMeter.SYSTEM_NANOTIME);
    }

    /** @param address {@code null} for the desk itself, which no limit holds for */
    Opening from(@Nullable ClientAddress address) {
        return new Opening(address == null ? "" : address.network());
    }

    /** One wish to open a ticket, which counts once however often its transaction is tried. */
    final class Opening {

        private final String address;
        private final AtomicReference<@Nullable String> counted = new AtomicReference<>();

        private Opening(String address) {
            this.address = address;
        }

        /**
         * Counts it, as the last thing before the ticket is made.
         *
         * @throws Refusal {@code RATE_LIMITED}
         */
        void count(Account by) {
            if (!enabled || address.isEmpty() || by.isStaff() || counted.get() != null) {
                return;
            }
            accounts.take(by.id());
            try {
                addresses.take(address);
            } catch (Refusal limited) {
                accounts.giveBack(by.id());
                throw limited;
            }
            counted.set(by.id());
        }

        /** No ticket came of it after all. */
        void failed() {
            String account = counted.getAndSet(null);
            if (account != null) {
                accounts.giveBack(account);
                addresses.giveBack(address);
            }
        }
    }
}
