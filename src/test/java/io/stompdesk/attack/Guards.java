package io.stompdesk.attack;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Takes single guards of the desk away for as long as a test needs, to show that its attack would
 * succeed without them. Production has no such switch.
 */
@TestComponent
class Guards {

    interface Off extends AutoCloseable {
        @Override
        void close();
    }

    private final ApplicationContext desk;

    Guards(ApplicationContext desk) {
        this.desk = desk;
    }

    /** Every destination is everybody's. */
    Off withoutRules() {
        AuthorizationManager<Message<?>> all = (_, _) -> new AuthorizationDecision(true);
        return replaced("destinationRules", "rules", all);
    }

    /** Whoever connects meanwhile may send as much as they like. */
    Off withoutLimits() {
        Object limits = ReflectionTestUtils.getField(desk.getBean("quotas"), "limits");
        return replaced("quotas", "limits", switchedOff((Record) limits));
    }

    private static Object switchedOff(Record limits) {
        try {
            var components = limits.getClass().getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                values[i] =
                        components[i].getName().equals("enabled") ? false : accessor.invoke(limits);
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
        Object owner = desk.getBean(bean);
        Object before = ReflectionTestUtils.getField(owner, field);
        ReflectionTestUtils.setField(owner, field, other);
        return () -> ReflectionTestUtils.setField(owner, field, before);
    }
}
