package io.stompdesk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A {@link DeskTest} through STOMP. All of them share one desk, so that it starts once: each test makes people of its
 * own and looks only at what is theirs. Runs on both databases.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("store")
@ExtendWith(PostgresIfThere.class)
@DeskTest(
        properties = {
            "stompdesk.limits.enabled=off",
            "stompdesk.presence.grace=300ms",
        })
public @interface StompTest {}
