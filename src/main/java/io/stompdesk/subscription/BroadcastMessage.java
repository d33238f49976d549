package io.stompdesk.subscription;

import io.stompdesk.stream.StoredEvent;
import io.stompdesk.transport.StompFrames;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to every subscriber of a destination. Its frame is encoded once for all who use the same
 * subscription id. Safe for use by several threads.
 */
final class BroadcastMessage {

    private final String destination;
    private final String messageId;
    private final String body;
    private final @Nullable StoredEvent event;
    private final Map<String, String> frames = new ConcurrentHashMap<>(1);

    private BroadcastMessage(String destination, String messageId, String body, @Nullable StoredEvent event) {
        this.destination = destination;
        this.messageId = messageId;
        this.body = body;
        this.event = event;
    }

    static BroadcastMessage of(String destination, StoredEvent event) {
        return new BroadcastMessage(destination, idOf(event), event.body(), event);
    }

    /** The message id of an event, the same for every subscriber. */
    static String idOf(StoredEvent event) {
        return event.stream() + "-" + event.seq();
    }

    static BroadcastMessage ofSignal(String destination, String messageId, String body) {
        return new BroadcastMessage(destination, messageId, body, null);
    }

    /** The stored event; {@code null} if this is a signal. */
    @Nullable
    StoredEvent event() {
        return event;
    }

    String frameFor(String subscriptionId) {
        String known = frames.get(subscriptionId);
        return known == null ? frames.computeIfAbsent(subscriptionId, this::encode) : known;
    }

    private String encode(String subscriptionId) {
        return StompFrames.message(subscriptionId, destination, messageId, body);
    }
}
