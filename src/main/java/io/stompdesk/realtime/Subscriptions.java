package io.stompdesk.realtime;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.StoredEvent;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.broker.SubscriptionRegistry;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * Who has subscribed to what: the broker's registry, with an index by exact destination (no
 * patterns) in place of the stock one's scan, and with cursors in place of bare ids.
 */
@Component
final class Subscriptions implements SubscriptionRegistry {

    private final Connections connections;
    private final Answers answers;
    private final StreamMessages messages;
    private final Replays replays;
    private final ObjectProvider<Topics> topics;
    private final RealtimeSettings settings;
    private final Map<String, Set<Subscription>> byDestination = new ConcurrentHashMap<>();

    Subscriptions(
            Connections connections,
            Answers answers,
            StreamMessages messages,
            Replays replays,
            ObjectProvider<Topics> topics,
            RealtimeSettings settings) {
        this.connections = connections;
        this.answers = answers;
        this.messages = messages;
        this.replays = replays;
        this.topics = topics;
        this.settings = settings;
        connections.whenEnded(
                connection -> connection.subscriptions().values().forEach(this::remove));
    }

    @Override
    public void registerSubscription(Message<?> subscribe) {
        Connection connection =
                connections.find(SimpMessageHeaderAccessor.getSessionId(subscribe.getHeaders()));
        if (connection == null) {
            return;
        }
        try {
            open(connection, SubscribeRequest.of(subscribe));
        } catch (Refusal refusal) {
            answers.refuse(subscribe, refusal);
        }
    }

    private void open(Connection connection, SubscribeRequest request) {
        Topic topic =
                topics.stream()
                        .flatMap(feature -> feature.at(request.destination()).stream())
                        .findFirst()
                        .orElseThrow(() -> new Refusal(ErrorCode.UNKNOWN_DESTINATION));
        request.mustSuit(topic);
        Map<String, Subscription> mine = connection.subscriptions();
        if (mine.size() >= settings.subscriptions()) {
            throw new Refusal(ErrorCode.RATE_LIMITED, Map.of("max", settings.subscriptions()));
        }
        Subscription subscription =
                new Subscription(connection, request.id(), request.destination(), topic);
        if (mine.putIfAbsent(request.id(), subscription) != null) {
            throw new Refusal(ErrorCode.SUBSCRIPTION_INVALID);
        }
        index(subscription);
        if (connections.find(connection.id()) == null) {
            remove(subscription);
            return;
        }
        replays.open(subscription, request, () -> remove(subscription));
    }

    /** Per-session destinations are found through their session. */
    private void index(Subscription subscription) {
        if (!SessionQueues.holds(subscription.destination())) {
            byDestination.compute(
                    subscription.destination(),
                    (_, others) -> {
                        Set<Subscription> all =
                                others == null ? ConcurrentHashMap.newKeySet(1) : others;
                        all.add(subscription);
                        return all;
                    });
        }
    }

    private void remove(Subscription subscription) {
        subscription.end();
        subscription.connection().subscriptions().remove(subscription.id(), subscription);
        byDestination.computeIfPresent(
                subscription.destination(),
                (_, all) -> {
                    all.remove(subscription);
                    return all.isEmpty() ? null : all;
                });
    }

    @Override
    public void unregisterSubscription(Message<?> unsubscribe) {
        Connection connection =
                connections.find(SimpMessageHeaderAccessor.getSessionId(unsubscribe.getHeaders()));
        if (connection == null) {
            return;
        }
        StompHeaderAccessor headers = StompHeaderAccessor.wrap(unsubscribe);
        Subscription subscription =
                connection
                        .subscriptions()
                        .get(Objects.requireNonNullElse(headers.getSubscriptionId(), ""));
        if (subscription != null) {
            remove(subscription);
        }
        String receipt = headers.getReceipt();
        if (receipt != null) {
            connection.outbound().send(StompFrames.receipt(receipt));
        }
    }

    @Override
    public void unregisterAllSubscriptions(String sessionId) {
        connections.end(sessionId);
    }

    /** Ends a subscription whose right has ended. */
    void close(Subscription subscription, String reason) {
        messages.closed(subscription, reason);
        remove(subscription);
    }

    /** Offers a published event to everybody who subscribed to its destination. */
    void event(String destination, StoredEvent event) {
        Set<Subscription> subscribers = byDestination.get(destination);
        if (subscribers == null) {
            return;
        }
        Broadcast frames =
                new Broadcast(destination, event.stream() + "-" + event.seq(), event.body());
        for (Subscription subscription : subscribers) {
            if (subscription.offer(event, frames)) {
                replays.resume(subscription);
            }
        }
    }

    void signal(String destination, String messageId, String body) {
        Set<Subscription> subscribers = byDestination.get(destination);
        if (subscribers == null) {
            return;
        }
        Broadcast frames = new Broadcast(destination, messageId, body);
        subscribers.forEach(subscription -> subscription.signal(frames));
    }

    /** Whether anybody has subscribed to a destination: signals to nobody need not be made. */
    boolean anyAt(String destination) {
        return byDestination.containsKey(destination);
    }

    /** The destinations that have subscribers now. */
    Set<String> destinations() {
        return byDestination.keySet();
    }

    Set<Subscription> at(String destination) {
        return byDestination.getOrDefault(destination, Set.of());
    }

    /** How many subscriptions are held, for the check that none leaks. */
    int size() {
        return byDestination.values().stream().mapToInt(Set::size).sum();
    }

    /** Not used: {@link DeskBroker} sends through the subscriptions themselves. */
    @Override
    public MultiValueMap<String, String> findSubscriptions(Message<?> message) {
        return new LinkedMultiValueMap<>();
    }
}
