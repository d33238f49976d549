package io.stompdesk.subscription;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;

/**
 * Spring's simple broker, with one change: a message reaches its subscribers through their cursors, and one frame is
 * encoded for all of them, where the stock broker makes and encodes a message for each.
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
