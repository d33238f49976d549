package io.stompdesk;

import org.opentest4j.TestAbortedException;

/** What tests need from the machine they run on, such as a browser or a database server. */
public final class Machine {

    private Machine() {}

    /** Whether this is a build in which no test may be skipped. */
    public static boolean isCi() {
        return "true".equals(System.getenv("CI"));
    }

    /**
     * Skips the test, with a line that says why. On CI it fails the test, because a skipped test proves nothing.
     *
     * @param sentence what is missing
     */
    public static AssertionError isMissing(String sentence) {
        if (isCi()) {
            return new AssertionError(sentence + " On CI, no test is skipped.");
        }
        System.out.println("Skipped: " + sentence);
        throw new TestAbortedException(sentence);
    }
}
