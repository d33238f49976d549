package io.stompdesk.attack;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.connection.Connections;
import io.stompdesk.limit.Rate;
import io.stompdesk.limit.RateLimiter;
import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
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
 * Switches off single guards of the desk during a test, to show that the attack succeeds without them. Production code
 * has no such switch.
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

    /** Every role may use every destination. */
    Off withoutRules() {
        AuthorizationManager<Message<?>> all = (_, _) -> new AuthorizationDecision(true);
        return replaced("destinationAuthorizationManager", "rules", all);
    }

    /** Connections that are opened meanwhile have no limits. */
    Off withoutLimits() {
        return replaced("connectionLimiter", "limits", with("enabled", false));
    }

    /** No connection or subscription ends when a right ends. */
    Off withoutRevocations() {
        try {
            var constructor = Connections.class.getDeclaredConstructor(ApplicationEventPublisher.class);
            constructor.setAccessible(true);
            return replaced("revocationListener", "connections", constructor.newInstance(desk));
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The periodic check does not notice expired tokens. The check of each frame still does. */
    Off withoutTheSweepForExpiry() {
        return replaced("livenessMonitor", "clock", LONG_AGO);
    }

    /** No check notices expired tokens. */
    Off withoutExpiry() {
        Off sweep = withoutTheSweepForExpiry();
        Off frames = replaced("inboundInterceptor", "clock", LONG_AGO);
        return () -> {
            frames.close();
            sweep.close();
        };
    }

    /** The number of login attempts is not limited. */
    Off withoutLoginLimits() {
        return replaced("loginRateLimiter", "enabled", false);
    }

    /** Looking up an unknown user name costs next to nothing. */
    Off withoutNobodysPassword() {
        return replaced(
                "passwords",
                "unknownAccountHash",
                "{argon2@SpringSecurity_v5_8}$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$" + "AAAAAAAAAAAAAAAAAAAAAA");
    }

    /** Limits the REST calls per minute. */
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

    /** Limits the tickets of one customer, and of all customers at one address, in ten minutes. */
    Off ticketsPerAccountAndAddress(int account, int address) {
        return customers("ticketsPerAccount", account, "ticketsPerAddress", address);
    }

    /** Limits how often a customer resolves and reopens one ticket, and any, in ten minutes. */
    Off changesPerTicketAndAccount(int ticket, int account) {
        return customers("changesPerTicket", ticket, "changesPerAccount", account);
    }

    /** Limits the bytes that are stored for one customer, and for all customers at one address, in ten minutes. */
    Off storedBytesPerAccountAndAddress(int account, int address) {
        return customers("bytesPerAccount", account, "bytesPerAddress", address);
    }

    private Off customers(String narrow, int few, String wide, int many) {
        Off first = replaced("customerRateLimiter", narrow, tenMinutes(few));
        Off second = replaced("customerRateLimiter", wide, tenMinutes(many));
        return () -> {
            second.close();
            first.close();
        };
    }

    /** What customers store is not limited. */
    Off withoutLimitsOnCustomers() {
        return replaced("customerRateLimiter", "enabled", false);
    }

    private static RateLimiter tenMinutes(int max) {
        return new RateLimiter(new Rate(max, Duration.ofMinutes(10)), TimeMeter.SYSTEM_NANOTIME);
    }

    /** Limits the commands per minute of one account through all its connections. */
    Off sendsPerAccount(int max) {
        return replaced("connectionLimiter", "sendsPerAccount", aMinute(max));
    }

    private static RateLimiter aMinute(int max) {
        return new RateLimiter(new Rate(max, Duration.ofMinutes(1)), TimeMeter.SYSTEM_NANOTIME);
    }

    /** Limits the simultaneous sockets from one address. */
    Off socketsPerAddress(int max) {
        return replaced("connectionLimiter", "limits", with("connectionsPerAddress", max));
    }

    /** Limits the new sockets per minute from one address. */
    Off handshakesPerAddress(int max) {
        return replaced("connectionLimiter", "handshakes", aMinute(max));
    }

    /** A copy of the connection limits with one different value. */
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

    /** How much may be queued for the clients at one address is limited for each of them only. */
    Off withoutOutboundBudget() {
        return withoutBudget("outbound");
    }

    /** How much the clients at one address may have begun to send is limited for each of them only. */
    Off withoutInboundBudget() {
        return withoutBudget("inbound");
    }

    /** Whether the desk is closing a socket. */
    boolean isASocketEnding() {
        return desk.getBean(ClientSockets.class).all().stream().anyMatch(ClientSocket::isEnding);
    }

    /** What clients have taken of the budgets for unfinished frames and for those that wait. */
    long takenMemory() {
        return taken("inbound") + taken("outbound");
    }

    private long taken(String which) {
        Object budget = ReflectionTestUtils.getField(desk.getBean("clientSockets"), which);
        return ReflectionTestUtils.<Long>invokeMethod(budget, "taken");
    }

    private Off withoutBudget(String which) {
        try {
            Class<?> budget = Class.forName("io.stompdesk.transport.MemoryBudget");
            return replaced("clientSockets", which, ReflectionTestUtils.invokeMethod(budget, "unlimited"));
        } catch (ClassNotFoundException renamed) {
            throw new AssertionError(renamed);
        }
    }

    Object bean(String name) {
        return desk.getBean(name);
    }

    /** Replaces the value of a bean's field. */
    Off replaced(String bean, String field, Object other) {
        return replaced(desk.getBean(bean), field, other);
    }

    private static Off replaced(Object owner, String field, Object other) {
        Object before = ReflectionTestUtils.getField(owner, field);
        ReflectionTestUtils.setField(owner, field, other);
        return () -> ReflectionTestUtils.setField(owner, field, before);
    }
}
