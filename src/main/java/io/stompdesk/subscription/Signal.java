package io.stompdesk.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stompdesk.kernel.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A current state or happening that is not stored. It has no seq; a client that misses one is up to date again with the
 * next.
 *
 * @param type such as {@code typing}
 * @param stream the stream whose destination carries the signal, if there is one
 * @param at the time by the desk's clock
 * @param actor the account that caused it, if any
 * @param data the payload, serialized as a JSON object
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Signal(
        String type,
        @Nullable String stream,
        Instant at,
        @Nullable Actor actor,
        Object data) {}
