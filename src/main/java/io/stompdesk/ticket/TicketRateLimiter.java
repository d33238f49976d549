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

/** Keeps customers from flooding the queue. Staff are exempt, because they open tickets for others. */
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

    /** @param address {@code null} for the desk itself, which is exempt */
    Attempt attemptFrom(@Nullable ClientAddress address) {
        return new Attempt(address == null ? "" : address.network());
    }

    /** One attempt to open a ticket. It counts once, even if its transaction is retried. */
    final class Attempt {

        private final String address;
        private final AtomicReference<@Nullable String> counted = new AtomicReference<>();

        private Attempt(String address) {
            this.address = address;
        }

        /**
         * Counts the attempt. Called as the last check before the ticket is created.
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

        /** Reverts the count after the ticket could not be created. */
        void failed() {
            String account = counted.getAndSet(null);
            if (account != null) {
                accounts.giveBack(account);
                addresses.giveBack(address);
            }
        }
    }
}
