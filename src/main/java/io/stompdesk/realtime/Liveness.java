package io.stompdesk.realtime;

import java.time.Clock;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Finds connections that are dead, stuck, late or out of date, whatever the client promised about
 * heartbeats. A connection counts as alive while something arrives on it: a frame, a heartbeat, a
 * pong, a poll.
 */
@Component
final class Liveness {

    private final Outbounds outbounds;
    private final Connections connections;
    private final RealtimeSettings settings;
    private final Clock clock;

    Liveness(Outbounds outbounds, Connections connections, RealtimeSettings settings, Clock clock) {
        this.outbounds = outbounds;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(
            scheduler = "messageBrokerTaskScheduler",
            fixedDelayString = "${stompdesk.realtime.sweep:1s}")
    void sweep() {
        Instant now = clock.instant();
        outbounds.all().forEach(outbound -> check(outbound, now));
    }

    private void check(Outbound outbound, Instant now) {
        Connection connection = connections.find(outbound.getId());
        if (outbound.silentFor() > settings.silence().toNanos()) {
            end(outbound, CloseStatus.SESSION_NOT_RELIABLE);
        } else if (outbound.stalledFor(settings.stalled().toNanos())) {
            end(outbound, CloseCodes.TOO_SLOW);
        } else if (connection == null && outbound.openFor() > settings.connectWithin().toNanos()) {
            end(outbound, CloseCodes.TOO_SLOW);
        } else if (connection != null && now.isAfter(connection.validUntil())) {
            end(outbound, CloseCodes.LOG_IN_AGAIN);
        } else if (outbound.silentFor() > settings.ping().toNanos()) {
            outbound.ping();
        }
    }

    /** The socket may take long to close if its peer is gone: what rests on it ends now. */
    private void end(Outbound outbound, CloseStatus status) {
        outbound.cut(status);
        connections.end(outbound.getId());
    }
}
