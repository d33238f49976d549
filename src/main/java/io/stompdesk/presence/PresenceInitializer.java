package io.stompdesk.presence;

import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import io.stompdesk.ticket.Tickets;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Resets presence before the first client can connect: all staff are offline, so every active ticket is paused. */
@Component
final class PresenceInitializer implements SmartLifecycle {

    private final Writer writer;
    private final PresenceBroadcaster broadcaster;
    private volatile boolean running;

    PresenceInitializer(Writer writer, PresenceBroadcaster broadcaster) {
        this.writer = writer;
        this.broadcaster = broadcaster;
    }

    @Override
    public void start() {
        writer.submit(PresenceInitializer::resetPresence).join();
        broadcaster.loadInitial();
        running = true;
    }

    private static Boolean resetPresence(Transaction transaction) {
        PresenceTable.allOffline(transaction.store());
        Tickets.pauseAll(transaction);
        return true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the writer and before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
