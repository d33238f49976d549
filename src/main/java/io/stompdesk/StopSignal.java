package io.stompdesk;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process with status 0 on SIGTERM, after everything has been closed. By default the JVM ends with 143, which
 * service managers take for a failure.
 */
final class StopSignal {

    private static final Logger log = LoggerFactory.getLogger(StopSignal.class);

    private StopSignal() {}

    /**
     * Uses reflection, because {@code sun.misc.Signal} is not part of Java SE. Without it, the JVM's default applies.
     *
     * @param starting the thread that starts the desk; if it waits for the database, it stops waiting
     */
    static void exitNormally(Thread starting) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            exit(starting);
                        }
                        return null;
                    });
            Object term = signal.getConstructor(String.class).newInstance("TERM");
            signal.getMethod("handle", signal, handler).invoke(null, term, exit);
        } catch (ReflectiveOperationException unsupported) {
            log.debug("SIGTERM keeps its default", unsupported);
        }
    }

    private static void exit(Thread starting) {
        if (starting.getState() == Thread.State.TIMED_WAITING) {
            starting.interrupt();
        }
        System.exit(0);
    }
}
