package io.stompdesk.realtime;

import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The only class that sends to the broker: events after their commit, and signals. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Publisher implements CommitListener {

    private final MessageChannel broker;
    private final Subscriptions subscriptions;
    private final JsonMapper json;
    private final AtomicLong number = new AtomicLong();

    Publisher(
            @Lazy @Qualifier("brokerChannel") MessageChannel broker,
            Subscriptions subscriptions,
            JsonMapper json) {
        this.broker = broker;
        this.subscriptions = subscriptions;
        this.json = json;
    }

    @Override
    public void committed(StoredEvent event) {
        send(destinationOf(event.stream()), event.body(), Map.of(DeskBroker.EVENT, event));
    }

    /** Sends a signal to whoever has subscribed to a destination. */
    public void signal(String destination, Signal signal) {
        if (subscriptions.anyAt(destination)) {
            String id = signal.type() + "-" + number.incrementAndGet();
            send(destination, json.writeValueAsString(signal), Map.of(DeskBroker.SIGNAL, id));
        }
    }

    /** The destinations with this beginning that somebody has subscribed to now. */
    public Set<String> watched(String prefix) {
        return subscriptions.destinations().stream()
                .filter(destination -> destination.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private void send(String destination, String body, Map<String, Object> extra) {
        SimpMessageHeaderAccessor headers =
                SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
        headers.setDestination(destination);
        extra.forEach(headers::setHeader);
        headers.setLeaveMutable(true);
        MessageHeaders made = headers.getMessageHeaders();
        broker.send(MessageBuilder.createMessage(body, made));
    }

    /** A ticket's stream is a queue, all other streams are topics. */
    public static String destinationOf(StreamName stream) {
        return (stream.value().startsWith("ticket.") ? "/queue/" : "/topic/") + stream.value();
    }
}
