package io.stompdesk;

/**
 * The first class that {@code java -jar} runs. It is compiled for an older Java than the desk, so that an older Java
 * can run it and say what is missing.
 */
public final class Launcher {

    private static final int JAVA = 25;

    private Launcher() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        int present = Runtime.version().feature();
        if (present < JAVA) {
            System.err.println("Stompdesk needs Java " + JAVA + " or later, and this is Java " + present + ".");
            System.exit(1);
        }
        Class.forName("io.stompdesk.StompdeskApplication")
                .getMethod("main", String[].class)
                .invoke(null, (Object) args);
    }
}
