package io.stompdesk.connection;

import io.stompdesk.transport.ClientSocket;
import io.stompdesk.transport.ClientSockets;
import io.stompdesk.transport.CloseCodes;
import java.time.Clock;
import java.time.Instant;
import org.springframework.scheduling.SchedulingAwareRunnable;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Ends sockets that are silent, stalled, late with CONNECT or whose token has expired, whatever heartbeats the client
 * negotiated. A client counts as alive while anything arrives from it: a frame, a heartbeat, a pong or a poll.
 */
@Component
final class LivenessMonitor implements SchedulingConfigurer {

    /** The broker's own scheduler, so that the check never waits for the store. */
    private static final String SCHEDULER = "messageBrokerTaskScheduler";

    private final ClientSockets sockets;
    private final Connections connections;
    private final LivenessSettings settings;
    private final Clock clock;

    LivenessMonitor(ClientSockets sockets, Connections connections, LivenessSettings settings, Clock clock) {
        this.sockets = sockets;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(new Sweep(), settings.sweep());
    }

    private final class Sweep implements SchedulingAwareRunnable {

        @Override
        public String getQualifier() {
            return SCHEDULER;
        }

        @Override
        public void run() {
            sweep();
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        sockets.all().forEach(socket -> check(socket, now));
    }

    private void check(ClientSocket socket, Instant now) {
        Connection connection = connections.find(socket.getId());
        if (socket.activity().silentFor() > settings.silence().toNanos()) {
            end(socket, CloseStatus.SESSION_NOT_RELIABLE);
        } else if (socket.isStalledFor(settings.stalled().toNanos())) {
            end(socket, CloseCodes.TOO_SLOW);
        } else if (connection == null
                && socket.activity().openFor() > settings.connectWithin().toNanos()) {
            end(socket, CloseCodes.TOO_SLOW);
        } else if (connection != null && now.isAfter(connection.validUntil())) {
            end(socket, CloseCodes.LOG_IN_AGAIN);
        } else if (socket.activity().silentFor() > settings.ping().toNanos()) {
            socket.ping();
        }
    }

    /** Ends the connection at once, because closing the socket of an unreachable peer may take long. */
    private void end(ClientSocket socket, CloseStatus status) {
        socket.cut(status);
        connections.end(socket.getId());
    }
}
