package io.stompdesk.subscription;

import io.stompdesk.stream.StoredEvent;
import io.stompdesk.transport.StompFrames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to every subscriber of a topic. Its frame is encoded once for all subscribers with the same
 * subscription id and destination. Thread-safe.
 */
final class BroadcastMessage {

    private final String messageId;
    private final String body;
    private final @Nullable StoredEvent event;
    private final Map<Subscriber, String> frames = new ConcurrentHashMap<>(1);

    private BroadcastMessage(String messageId, String body, @Nullable StoredEvent event) {
        this.messageId = messageId;
        this.body = body;
        this.event = event;
    }

    static BroadcastMessage of(StoredEvent event) {
        return new BroadcastMessage(idOf(event), event.body(), event);
    }

    /** The message id of an event, the same for every subscriber. */
    static String idOf(StoredEvent event) {
        return event.stream() + "-" + event.seq();
    }

    static BroadcastMessage ofSignal(String messageId, String body) {
        return new BroadcastMessage(messageId, body, null);
    }

    /** The stored event; {@code null} if this is a signal. */
    @Nullable
    StoredEvent event() {
        return event;
    }

    private record Subscriber(String subscriptionId, String destination) {}

    String frameFor(String subscriptionId, String destination) {
        Subscriber subscriber = new Subscriber(subscriptionId, destination);
        String known = frames.get(subscriber);
        return known == null ? frames.computeIfAbsent(subscriber, this::encode) : known;
    }

    private String encode(Subscriber to) {
        return StompFrames.message(to.subscriptionId, to.destination, messageId, body);
    }
}
