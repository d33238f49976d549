package io.stompdesk.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StreamName;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends what concerns a single subscriber: snapshots, current signals, and notices that the stream was reset or closed.
 */
@Component
final class StreamMessageSender {

    private final JsonMapper json;
    private final AtomicLong number = new AtomicLong();

    StreamMessageSender(JsonMapper json) {
        this.json = json;
    }

    private record SnapshotPart(
            String type,
            String stream,
            long head,
            int part,
            boolean last,
            @JsonRawValue String data) {}

    private record Notice(
            String type,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String stream,

            Object data) {}

    private record Reset(long first, long head, String epoch) {}

    private record Closed(String reason) {}

    /**
     * @param part the number of the part, from 1
     * @param data the part's content as JSON
     */
    void snapshot(Subscription subscription, long head, int part, boolean last, String data) {
        String stream = subscription.stream().value();
        send(
                subscription,
                unique(stream + "-snapshot"),
                new SnapshotPart("stream.snapshot", stream, head, part, last, data));
    }

    void reset(Subscription subscription, EventLog.Extent extent, String epoch) {
        notice(subscription, "stream.reset", new Reset(extent.first(), extent.head(), epoch));
    }

    /** Sends the last message of a subscription and ends it. */
    void closed(Subscription subscription, String reason) {
        StreamName stream = subscription.topic().stream();
        String name = stream == null ? null : stream.value();
        subscription.sendLast(
                unique("stream.closed"),
                json.writeValueAsString(new Notice("stream.closed", name, new Closed(reason))));
    }

    private void notice(Subscription subscription, String type, Object data) {
        String stream = subscription.stream().value();
        send(subscription, unique(stream + "-" + type), new Notice(type, stream, data));
    }

    void currentSignal(Subscription subscription, Signal signal) {
        send(subscription, unique(signal.type()), signal);
    }

    /** Makes a message id that is unique in this desk. */
    private String unique(String what) {
        return what + "-to-one-" + number.incrementAndGet();
    }

    private void send(Subscription subscription, String messageId, Object message) {
        subscription.send(messageId, json.writeValueAsString(message));
    }
}
