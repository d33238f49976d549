package io.stompdesk.realtime;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stompdesk.stream.EventLog;
import io.stompdesk.stream.StreamName;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one subscriber is told about its stream besides events: where it begins, that it starts
 * over, that it ends.
 */
@Component
final class StreamMessages {

    private final JsonMapper json;

    StreamMessages(JsonMapper json) {
        this.json = json;
    }

    private record Snapshot(String type, String stream, long head, Object data) {}

    private record Notice(
            String type,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String stream,
            Object data) {}

    private record Reset(long first, long head, String epoch) {}

    private record Closed(String reason) {}

    void snapshot(Subscription subscription, long head, Object data) {
        String stream = subscription.stream().value();
        send(
                subscription,
                stream + "-snapshot-" + head,
                new Snapshot("stream.snapshot", stream, head, data));
    }

    void reset(Subscription subscription, EventLog.Extent extent, String epoch) {
        notice(subscription, "stream.reset", new Reset(extent.first(), extent.head(), epoch));
    }

    /** The last that a subscriber is told. */
    void closed(Subscription subscription, String reason) {
        StreamName stream = subscription.topic().stream();
        String name = stream == null ? null : stream.value();
        subscription.sendLast(
                "stream.closed",
                json.writeValueAsString(new Notice("stream.closed", name, new Closed(reason))));
    }

    private void notice(Subscription subscription, String type, Object data) {
        String stream = subscription.stream().value();
        send(subscription, stream + "-" + type, new Notice(type, stream, data));
    }

    void present(Subscription subscription, Signal signal) {
        send(subscription, signal.type(), signal);
    }

    private void send(Subscription subscription, String messageId, Object message) {
        subscription.send(messageId, json.writeValueAsString(message));
    }
}
