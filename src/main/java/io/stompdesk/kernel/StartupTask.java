package io.stompdesk.kernel;

import org.springframework.context.SmartLifecycle;

/** Does something once at each start, after the writer has started and before clients can connect. */
public abstract class StartupTask implements SmartLifecycle {

    private volatile boolean done;

    protected abstract void run();

    @Override
    public final void start() {
        run();
        done = true;
    }

    @Override
    public final void stop() {
        done = false;
    }

    @Override
    public final boolean isRunning() {
        return done;
    }

    /** Long before the web server, which starts in one of the last phases. */
    @Override
    public int getPhase() {
        return 0;
    }
}
