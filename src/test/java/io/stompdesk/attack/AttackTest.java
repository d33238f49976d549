package io.stompdesk.attack;

import io.stompdesk.DeskTest;
import io.stompdesk.MutableClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Attacks on one desk that all these tests share, as it is shipped but for deadlines that nobody wants to wait for, and
 * for a proxy at this machine that says where requests come from.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DeskTest(
        properties = {
            "stompdesk.trusted-proxies=127.0.0.0/8,::1",
            // Most of them need a ticket of the same customer.
            "stompdesk.limits.tickets-per-account.burst=100000",
            "stompdesk.realtime.connect-within=2s",
            "stompdesk.realtime.sweep=200ms",
        })
@Import({MutableClock.Configuration.class, People.class, Guards.class})
@interface AttackTest {}
