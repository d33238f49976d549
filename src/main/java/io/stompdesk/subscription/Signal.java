package io.stompdesk.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stompdesk.kernel.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is true or happens right now and is not stored. Has no seq: a missed one is made good by the next.
 *
 * @param type such as {@code typing}
 * @param stream the stream whose destination carries it, if it has one
 * @param at the desk's time
 * @param actor whose doing it is, if anybody's
 * @param data an object
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Signal(
        String type,
        @Nullable String stream,
        Instant at,
        @Nullable Actor actor,
        Object data) {}
