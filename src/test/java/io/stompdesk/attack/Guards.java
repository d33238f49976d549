package io.stompdesk.attack;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.connection.Connections;
import io.stompdesk.limit.Rate;
import io.stompdesk.limit.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.messaging.Message;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Takes single guards of the desk away for as long as a test needs, to show that its attack would succeed without them.
 * Production has no such switch.
 */
@TestComponent
class Guards {

    interface Off extends AutoCloseable {
        @Override
        void close();
    }

    private static final Clock LONG_AGO = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final ApplicationContext desk;

    Guards(ApplicationContext desk) {
        this.desk = desk;
    }

    /** Every destination is everybody's. */
    Off withoutRules() {
        AuthorizationManager<Message<?>> all = (_, _) -> new AuthorizationDecision(true);
        return replaced("destinationAuthorizationManager", "rules", all);
    }

    /** Whoever connects meanwhile may send as much as they like. */
    Off withoutLimits() {
        return replaced("connectionLimiter", "limits", with("enabled", false));
    }

    /** Nobody is told that a right has ended, and nobody looks. */
    Off withoutRevocations() {
        try {
            var constructor = Connections.class.getDeclaredConstructor(ApplicationEventPublisher.class);
            constructor.setAccessible(true);
            return replaced("revocationListener", "connections", constructor.newInstance(desk));
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A token that was good once is good for ever, unless somebody looks at the frames. */
    Off withoutTheSweepForExpiry() {
        return replaced("livenessMonitor", "clock", LONG_AGO);
    }

    /** A token that was good once is good for ever. */
    Off withoutExpiry() {
        Off sweep = withoutTheSweepForExpiry();
        Off frames = replaced("inboundInterceptor", "clock", LONG_AGO);
        return () -> {
            frames.close();
            sweep.close();
        };
    }

    /** Passwords may be guessed as often as one likes. */
    Off withoutLoginLimits() {
        return replaced("loginRateLimiter", "enabled", false);
    }

    /** A name that nobody has costs next to nothing to look up. */
    Off withoutNobodysPassword() {
        return replaced(
                "passwords",
                "unknownAccountHash",
                "{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$" + "AAAAAAAAAAAAAAAAAAAAAA");
    }

    /** At most so many REST calls a minute. */
    Off callsPerAccountAndAddress(int max) {
        Object filter = desk.getBean(SecurityFilterChain.class).getFilters().stream()
                .filter(each -> each.getClass().getSimpleName().equals("RequestRateFilter"))
                .findFirst()
                .orElseThrow();
        Off accounts = replaced(filter, "accounts", aMinute(max));
        Off addresses = replaced(filter, "addresses", aMinute(max));
        return () -> {
            addresses.close();
            accounts.close();
        };
    }

    /** At most so many tickets of one customer, and of all at one address, in ten minutes. */
    Off ticketsPerAccountAndAddress(int account, int address) {
        Off accounts = replaced("ticketRateLimiter", "accounts", tenMinutes(account));
        Off addresses = replaced("ticketRateLimiter", "addresses", tenMinutes(address));
        return () -> {
            addresses.close();
            accounts.close();
        };
    }

    private static RateLimiter tenMinutes(int max) {
        return new RateLimiter(new Rate(max, Duration.ofMinutes(10)), TimeMeter.SYSTEM_NANOTIME);
    }

    /** At most so many commands of one account a minute, through all of its connections. */
    Off sendsPerAccount(int max) {
        return replaced("connectionLimiter", "sendsPerAccount", aMinute(max));
    }

    private static RateLimiter aMinute(int max) {
        return new RateLimiter(new Rate(max, Duration.ofMinutes(1)), TimeMeter.SYSTEM_NANOTIME);
    }

    /** At most so many sockets from one address at once, instead of a thousand. */
    Off socketsPerAddress(int max) {
        return replaced("connectionLimiter", "limits", with("connectionsPerAddress", max));
    }

    /** At most so many new sockets from one address a minute, instead of a thousand. */
    Off handshakesPerAddress(int max) {
        return replaced("connectionLimiter", "handshakes", aMinute(max));
    }

    /** The limits of connections, but for one of them. */
    private Object with(String name, Object other) {
        Record limits = (Record) ReflectionTestUtils.getField(desk.getBean("connectionLimiter"), "limits");
        try {
            var components = limits.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] = components[i].getName().equals(name) ? other : accessor.invoke(limits);
            }
            var constructor = limits.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Puts something else in a field of a bean. */
    Off replaced(String bean, String field, Object other) {
        return replaced(desk.getBean(bean), field, other);
    }

    private static Off replaced(Object owner, String field, Object other) {
        Object before = ReflectionTestUtils.getField(owner, field);
        ReflectionTestUtils.setField(owner, field, other);
        return () -> ReflectionTestUtils.setField(owner, field, before);
    }
}
