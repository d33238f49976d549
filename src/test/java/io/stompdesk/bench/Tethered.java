package io.stompdesk.bench;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and halts when its standard input ends. So no process outlives the test that started it. This
 * is the only test class that a {@link DeskProcess} contains.
 */
public final class Tethered {

    private Tethered() {}

    /** @param args the main class, then its own arguments */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().name("tether").daemon().start(Tethered::endWithParent);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException failed) {
            System.exit(1);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException gone) {
            // the same
        }
        Runtime.getRuntime().halt(0);
    }
}
