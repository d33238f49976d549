package io.stompdesk.account;

import io.stompdesk.kernel.StartupTask;
import org.springframework.stereotype.Component;

/**
 * Creates the first accounts of a new desk and brings stored names up to date, after the writer has started and before
 * clients can connect.
 */
@Component
final class FirstAccounts extends StartupTask {

    private final StoredNames storedNames;
    private final FirstAdmin admin;
    private final DemoAccounts demo;

    FirstAccounts(StoredNames storedNames, FirstAdmin admin, DemoAccounts demo) {
        this.storedNames = storedNames;
        this.admin = admin;
        this.demo = demo;
    }

    @Override
    protected void run() {
        storedNames.update();
        admin.create();
        demo.create();
    }

    /** After the writer, and before the tasks that need accounts. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 2000;
    }
}
