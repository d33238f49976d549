package io.stompdesk.realtime;

import io.stompdesk.stream.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;

/**
 * Spring's simple broker, whose one change is how a message reaches its subscribers: through their
 * cursors, with one frame encoded for all, where the stock broker makes and encodes a message for
 * each.
 */
final class DeskBroker extends SimpleBrokerMessageHandler {

    /** The event itself, on messages that the {@link Publisher} sends. */
    static final String EVENT = "stompdesk.event";

    /** The id of a signal. */
    static final String SIGNAL = "stompdesk.signal";

    private final Subscriptions subscriptions;

    DeskBroker(
            SubscribableChannel clientInbound,
            SubscribableChannel clientOutbound,
            SubscribableChannel broker,
            java.util.Collection<String> prefixes,
            Subscriptions subscriptions) {
        super(clientInbound, clientOutbound, broker, prefixes);
        this.subscriptions = subscriptions;
        setSubscriptionRegistry(subscriptions);
    }

    @Override
    protected void sendMessageToSubscribers(@Nullable String destination, Message<?> message) {
        if (destination == null) {
            return;
        }
        if (message.getHeaders().get(EVENT) instanceof StoredEvent event) {
            subscriptions.event(destination, event);
        } else if (message.getHeaders().get(SIGNAL) instanceof String id) {
            subscriptions.signal(destination, id, (String) message.getPayload());
        }
    }
}
