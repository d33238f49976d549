package io.stompdesk.subscription;

import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.stream.StreamName;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sends committed events and signals to the broker. No other class does. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public final class Broadcaster implements CommitListener {

    private final MessageChannel broker;
    private final SubscriptionIndex index;
    private final JsonMapper json;
    private final AtomicLong number = new AtomicLong();

    /** Written by the thread of the commit dispatcher. */
    private volatile long publishedPosition;

    Broadcaster(@Lazy @Qualifier("brokerChannel") MessageChannel broker, SubscriptionIndex index, JsonMapper json) {
        this.broker = broker;
        this.index = index;
        this.json = json;
    }

    /**
     * Skips events without subscribers. A client that subscribes after this check finds the event in the log, because
     * it is already committed.
     */
    @Override
    public void committed(StoredEvent event) {
        String destination = Topic.destinationOf(event.stream());
        if (index.anyAt(destination)) {
            send(destination, BroadcastMessage.of(event));
        }
        publishedPosition = event.position();
    }

    /**
     * The position of the last published event. Whatever was committed before that event has been announced, such as a
     * change of an account's rights.
     */
    long publishedPosition() {
        return publishedPosition;
    }

    /** Sends a signal to the subscribers of a stream. */
    public void signal(StreamName stream, Signal signal) {
        signal(Topic.destinationOf(stream), signal);
    }

    /** Sends a signal to the subscribers of a topic. The destination is its {@link Topic#brokerDestination()}. */
    public void signal(String destination, Signal signal) {
        if (index.anyAt(destination)) {
            String id = signal.type() + "-" + number.incrementAndGet();
            send(destination, BroadcastMessage.ofSignal(id, json.writeValueAsString(signal)));
        }
    }

    /** The destinations with this prefix that have subscribers now. */
    public Set<String> destinationsStartingWith(String prefix) {
        return index.destinations().stream()
                .filter(destination -> destination.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private void send(String destination, BroadcastMessage broadcast) {
        SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
        headers.setDestination(destination);
        headers.setLeaveMutable(true);
        broker.send(MessageBuilder.createMessage(broadcast, headers.getMessageHeaders()));
    }
}
