package io.stompdesk.subscription;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;

/**
 * Spring's simple broker with one change: messages go through the subscribers' cursors. The stock broker creates and
 * encodes a message for each subscriber; this one shares the encoded frame between them.
 */
public final class StreamBrokerMessageHandler extends SimpleBrokerMessageHandler {

    private final StreamSubscriptionRegistry registry;

    public StreamBrokerMessageHandler(
            SubscribableChannel clientInbound,
            SubscribableChannel clientOutbound,
            SubscribableChannel broker,
            Collection<String> prefixes,
            StreamSubscriptionRegistry registry) {
        super(clientInbound, clientOutbound, broker, prefixes);
        this.registry = registry;
        setSubscriptionRegistry(registry);
    }

    @Override
    protected void sendMessageToSubscribers(@Nullable String destination, Message<?> message) {
        if (destination != null && message.getPayload() instanceof BroadcastMessage broadcast) {
            registry.deliver(destination, broadcast);
        }
    }
}
