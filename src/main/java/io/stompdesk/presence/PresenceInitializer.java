package io.stompdesk.presence;

import io.stompdesk.stream.Transaction;
import io.stompdesk.stream.Writer;
import io.stompdesk.ticket.Tickets;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Before the first client can connect: nobody is here, so no chat is open. */
@Component
final class PresenceInitializer implements SmartLifecycle {

    private final Writer writer;
    private final PresenceBroadcaster news;
    private volatile boolean running;

    PresenceInitializer(Writer writer, PresenceBroadcaster news) {
        this.writer = writer;
        this.news = news;
    }

    @Override
    public void start() {
        writer.submit(PresenceInitializer::nobodyIsHere).join();
        news.begin();
        running = true;
    }

    private static Boolean nobodyIsHere(Transaction transaction) {
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

    /** After the writer, before the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
