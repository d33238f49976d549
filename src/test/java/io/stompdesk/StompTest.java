package io.stompdesk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A {@link DeskTest} over STOMP. All these tests share one desk, which starts only once. So each test creates its own
 * accounts and looks only at their tickets. Runs on both databases.
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
