package io.stompdesk.subscription;

import io.stompdesk.kernel.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Checks whether a subscriber may still read its topic, and ends the subscription if not. */
@Component
final class AccessCheck {

    /** The reason in {@code stream.closed}. */
    private static final String REASON = "ACCESS_ENDED";

    private final SubscriptionIndex index;
    private final StreamMessageSender messages;
    private final ReplySender replySender;
    private final JdbcClient store;

    AccessCheck(SubscriptionIndex index, StreamMessageSender messages, ReplySender replySender, JdbcClient store) {
        this.index = index;
        this.messages = messages;
        this.replySender = replySender;
        this.store = store;
    }

    /** Whether the subscriber may read the topic, as the store has it now. */
    boolean mayRead(Subscription subscription) {
        return subscription.topic().mayRead(subscription.connection().account(), store);
    }

    /**
     * Ends the subscription, with a notice to the client, if a change has been announced since the last check and the
     * access has ended with it. Only then does this read the store.
     *
     * @return whether the subscription has ended, now or before
     */
    boolean endIfRevoked(Subscription subscription) {
        if (subscription.ended()) {
            return true;
        }
        int check = subscription.pendingAccessCheck();
        if (check != 0 && endIfRevokedInStore(subscription)) {
            return true;
        }
        subscription.accessCheckPassed(check);
        return false;
    }

    /** The same, but always reads the store: for events that were read before they were published. */
    boolean endIfRevokedInStore(Subscription subscription) {
        if (mayRead(subscription)) {
            return false;
        }
        Message<?> unanswered = subscription.takeUnanswered();
        messages.closed(subscription, REASON);
        if (unanswered != null) {
            replySender.refuse(unanswered, Refusal.notFound());
        }
        index.remove(subscription);
        return true;
    }
}
