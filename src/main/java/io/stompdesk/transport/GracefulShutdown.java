package io.stompdesk.transport;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Sends the clients away before the desk stops: the web server waits for the requests that it answers, and one that
 * streams to a client has no end of its own.
 */
@Component
final class GracefulShutdown implements SmartLifecycle {

    private final ClientSockets sockets;
    private volatile boolean running;

    GracefulShutdown(ClientSockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public void start() {
        running = true;
    }

    /** In the first phase of a stop, which is this interface's own. */
    @Override
    public void stop() {
        running = false;
        sockets.all().forEach(outbound -> outbound.close(CloseStatus.GOING_AWAY));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
