package io.stompdesk.command;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.transport.Receipts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;
import org.springframework.stereotype.Component;

/** Limits what a frame from a client may contain: its headers, its receipt id and the size of its body. */
@Component
final class FrameLimits {

    /** The only headers of a client's frame that the desk reads. */
    private static final Set<String> KNOWN_HEADERS = Set.of(
            "accept-version",
            "heart-beat",
            "Authorization",
            "passcode",
            "destination",
            "id",
            "receipt",
            "since",
            "snapshot");

    private static final int MAX_RECEIPT_LENGTH = 128;

    private final CommandSettings settings;

    FrameLimits(CommandSettings settings) {
        this.settings = settings;
    }

    /**
     * Drops every header that the desk does not read, so that none reaches other code or another client. The first
     * value of a repeated header counts (STOMP 1.2).
     *
     * @throws Refusal {@code PROTOCOL_VIOLATION} if there are too many headers or if they are too long
     */
    void retainKnownHeaders(Message<?> message) {
        @SuppressWarnings("unchecked")
        Map<String, List<String>> headers =
                (Map<String, List<String>>) message.getHeaders().get(NativeMessageHeaderAccessor.NATIVE_HEADERS);
        if (headers == null) {
            return;
        }
        requireFew(headers);
        headers.keySet().retainAll(KNOWN_HEADERS);
        headers.values().forEach(values -> values.subList(1, values.size()).clear());
    }

    private void requireFew(Map<String, List<String>> headers) {
        int count = 0;
        int chars = 0;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                count++;
                chars += header.getKey().length() + value.length();
            }
        }
        if (count > settings.headers() || chars > settings.headerChars()) {
            throw new Refusal(ErrorCode.PROTOCOL_VIOLATION);
        }
    }

    /** @throws Refusal {@code RECEIPT_INVALID}, {@code TOO_LARGE} */
    void checkSizes(Message<?> message) {
        String receipt = Receipts.requestedBy(message);
        if (receipt != null && receipt.length() > MAX_RECEIPT_LENGTH) {
            throw new Refusal(ErrorCode.RECEIPT_INVALID);
        }
        long max = settings.body().toBytes();
        if (message.getPayload() instanceof byte[] body && body.length > max) {
            throw new Refusal(ErrorCode.TOO_LARGE, Map.of("max", max));
        }
    }
}
