package io.stompdesk.realtime;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Sends the clients away before the desk stops: the web server waits for the requests that it
 * answers, and one that streams to a client has no end of its own.
 */
@Component
final class GoingAway implements SmartLifecycle {

    private final Outbounds outbounds;
    private volatile boolean running;

    GoingAway(Outbounds outbounds) {
        this.outbounds = outbounds;
    }

    @Override
    public void start() {
        running = true;
    }

    /** In the first phase of a stop, which is this interface's own. */
    @Override
    public void stop() {
        running = false;
        outbounds.all().forEach(outbound -> outbound.close(CloseStatus.GOING_AWAY));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
