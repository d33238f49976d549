package io.stompdesk.transport;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Closes all sockets before the web server stops. The web server waits for open requests, and a streaming response to a
 * SockJS client would never end by itself.
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

    /** Runs in the first phase of a shutdown, which is the default phase of {@link SmartLifecycle}. */
    @Override
    public void stop() {
        running = false;
        sockets.all().forEach(socket -> socket.close(CloseStatus.GOING_AWAY));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
