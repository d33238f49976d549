package io.stompdesk.account;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Creates the first accounts of a new desk, after the writer has started and before clients can connect. */
@Component
final class FirstAccounts implements SmartLifecycle {

    private final FirstAdmin admin;
    private final DemoAccounts demo;
    private volatile boolean running;

    FirstAccounts(FirstAdmin admin, DemoAccounts demo) {
        this.admin = admin;
        this.demo = demo;
    }

    @Override
    public void start() {
        admin.create();
        demo.create();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the writer and long before the web server. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 2000;
    }
}
