package io.stompdesk.subscription;

import io.stompdesk.connection.Connection;
import io.stompdesk.connection.Connections;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.transport.Receipts;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.broker.SubscriptionRegistry;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * The broker's subscription registry. It opens a {@link Subscription} for each SUBSCRIBE and ends it on UNSUBSCRIBE or
 * when the connection ends.
 */
@Component
public final class StreamSubscriptionRegistry implements SubscriptionRegistry {

    private final SubscriptionIndex index;
    private final Connections connections;
    private final ReplySender replySender;
    private final Replayer replayer;
    private final ObjectProvider<Topics> topics;
    private final SubscriptionSettings settings;

    StreamSubscriptionRegistry(
            SubscriptionIndex index,
            Connections connections,
            ReplySender replySender,
            Replayer replayer,
            ObjectProvider<Topics> topics,
            SubscriptionSettings settings) {
        this.index = index;
        this.connections = connections;
        this.replySender = replySender;
        this.replayer = replayer;
        this.topics = topics;
        this.settings = settings;
    }

    @Override
    public void registerSubscription(Message<?> subscribe) {
        Connection connection = Connection.of(subscribe);
        if (connection == null) {
            return;
        }
        try {
            open(connection, SubscribeRequest.of(subscribe));
        } catch (Refusal refusal) {
            replySender.refuse(subscribe, refusal);
        }
    }

    private void open(Connection connection, SubscribeRequest request) {
        Topic topic = topics.stream()
                .flatMap(feature -> feature.at(request.destination(), connection.account()).stream())
                .findFirst()
                .orElseThrow(() -> new Refusal(ErrorCode.UNKNOWN_DESTINATION));
        request.requireSupportedBy(topic);
        if (index.count(connection) >= settings.subscriptions()) {
            throw new Refusal(ErrorCode.RATE_LIMITED, Map.of("max", settings.subscriptions()));
        }
        Subscription subscription = new Subscription(connection, request.id(), request.destination(), topic);
        if (!index.add(subscription)) {
            throw new Refusal(ErrorCode.SUBSCRIPTION_INVALID);
        }
        replayer.open(subscription, request);
    }

    @Override
    public void unregisterSubscription(Message<?> unsubscribe) {
        Connection connection = Connection.of(unsubscribe);
        if (connection == null) {
            return;
        }
        String id = SimpMessageHeaderAccessor.getSubscriptionId(unsubscribe.getHeaders());
        Subscription subscription = index.find(connection, Objects.requireNonNullElse(id, ""));
        if (subscription != null) {
            index.remove(subscription);
        }
        Receipts.send(connection.socket(), unsubscribe);
    }

    @Override
    public void unregisterAllSubscriptions(String sessionId) {
        connections.end(sessionId);
    }

    /** Hands a broadcast to each subscription of its destination. */
    void deliver(String destination, BroadcastMessage broadcast) {
        StoredEvent event = broadcast.event();
        for (Subscription subscription : index.at(destination)) {
            if (event == null) {
                subscription.signal(broadcast);
            } else if (subscription.offer(event, broadcast)) {
                replayer.resume(subscription);
            }
        }
    }

    /** Always empty, because {@link StreamBrokerMessageHandler} sends through the subscriptions themselves. */
    @Override
    public MultiValueMap<String, String> findSubscriptions(Message<?> message) {
        return new LinkedMultiValueMap<>();
    }
}
