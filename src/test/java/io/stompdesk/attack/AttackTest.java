package io.stompdesk.attack;

import io.stompdesk.DeskTest;
import io.stompdesk.MutableClock;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Attacks on one desk that all these tests share. It has its default settings, except that some timeouts are short and
 * that it trusts a proxy on this machine, which tells it the addresses of the requests.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DeskTest(
        properties = {
            "stompdesk.trusted-proxies=127.0.0.0/8,::1",
            // Most tests open tickets of the same customer.
            "stompdesk.limits.tickets-per-account.burst=100000",
            "stompdesk.limits.changes-per-account.burst=100000",
            "stompdesk.limits.stored-bytes-per-account.burst=1000000000",
            "stompdesk.limits.stored-bytes-per-address.burst=1000000000",
            "stompdesk.realtime.connect-within=2s",
            "stompdesk.realtime.sweep=200ms",
        })
@Import({MutableClock.Configuration.class, People.class, Guards.class})
@interface AttackTest {}
