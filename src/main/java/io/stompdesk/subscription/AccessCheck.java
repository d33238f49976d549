package io.stompdesk.subscription;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Checks whether a subscriber may still read its topic. Reads the store only after a change that may have ended the
 * access.
 */
@Component
final class AccessCheck {

    /** The reason in {@code stream.closed}. */
    private static final String REASON = "ACCESS_ENDED";

    private final SubscriptionIndex index;
    private final StreamMessageSender messages;
    private final JdbcClient store;

    AccessCheck(SubscriptionIndex index, StreamMessageSender messages, JdbcClient store) {
        this.index = index;
        this.messages = messages;
        this.store = store;
    }

    /** Reads from the store whether the subscriber may read the topic. */
    boolean mayRead(Subscription subscription) {
        return subscription.topic().mayRead(subscription.connection().account(), store);
    }

    /**
     * Returns whether the subscription may continue. If its access has ended, notifies the client and removes the
     * subscription.
     */
    boolean stillHolds(Subscription subscription) {
        if (subscription.ended()) {
            return false;
        }
        int check = subscription.pendingAccessCheck();
        if (check == 0 || mayRead(subscription)) {
            subscription.accessCheckPassed(check);
            return true;
        }
        messages.closed(subscription, REASON);
        index.remove(subscription);
        return false;
    }
}
