package io.stompdesk.presence;

import io.stompdesk.kernel.StartupTask;
import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import io.stompdesk.ticket.Tickets;
import org.springframework.stereotype.Component;

/** Resets presence before the first client can connect: all staff are offline, so every active ticket is paused. */
@Component
final class PresenceInitializer extends StartupTask {

    private final Writer writer;
    private final StaffPresenceBroadcaster broadcaster;

    PresenceInitializer(Writer writer, StaffPresenceBroadcaster broadcaster) {
        this.writer = writer;
        this.broadcaster = broadcaster;
    }

    @Override
    protected void run() {
        writer.submit(PresenceInitializer::resetPresence).join();
        broadcaster.loadInitial();
    }

    private static Boolean resetPresence(Transaction transaction) {
        PresenceTable.allOffline(transaction.store());
        Tickets.pauseAll(transaction);
        return true;
    }
}
