package io.stompdesk.subscription;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a subscription's right still holds. Reads the store only where something has happened that may have ended it.
 */
@Component
final class AccessCheck {

    /** In {@code stream.closed}. */
    private static final String REASON = "ACCESS_ENDED";

    private final SubscriptionIndex index;
    private final StreamMessageSender messages;
    private final JdbcClient store;

    AccessCheck(SubscriptionIndex index, StreamMessageSender messages, JdbcClient store) {
        this.index = index;
        this.messages = messages;
        this.store = store;
    }

    /** Reads the right. */
    boolean mayRead(Subscription subscription) {
        return subscription.topic().mayRead(subscription.connection().account(), store);
    }

    /** Whether the subscription goes on. One whose right has ended is told so and removed. */
    boolean stillHolds(Subscription subscription) {
        if (subscription.ended()) {
            return false;
        }
        int doubts = subscription.doubts();
        if (doubts == 0 || mayRead(subscription)) {
            subscription.settle(doubts);
            return true;
        }
        messages.closed(subscription, REASON);
        index.remove(subscription);
        return false;
    }
}
