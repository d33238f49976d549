package io.stompdesk.limit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The header {@code Retry-After} of a refusal over HTTP. */
public final class RetryAfter {

    private static final long SECOND_MS = Duration.ofSeconds(1).toMillis();

    private RetryAfter() {}

    /**
     * The header's value, in whole seconds, so that a client does not come back too early.
     *
     * @param data the data of the refusal; empty if it does not say when to retry
     */
    public static Optional<String> of(Map<String, Object> data) {
        return data.get("retryAfterMs") instanceof Long ms
                ? Optional.of(Long.toString(Math.ceilDiv(ms, SECOND_MS)))
                : Optional.empty();
    }
}
