package io.stompdesk.dashboard;

import io.stompdesk.presence.PresenceChanged;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.subscription.ThrottledTask;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Publishes dashboards and queue positions soon after a change and at a fixed interval. */
@Component
final class DashboardBroadcaster implements CommitListener {

    private final ThrottledTask publishTask;

    DashboardBroadcaster(
            DashboardTopics dashboards,
            QueuePositions positions,
            @Value("${stompdesk.dashboard.within:500ms}") Duration within) {
        this.publishTask = new ThrottledTask("dashboard", within, () -> {
            dashboards.publish();
            positions.publish();
        });
    }

    @Override
    public void committed(StoredEvent event) {
        if (event.stream().value().equals("tickets")) {
            publishTask.run();
        }
    }

    @EventListener
    void presenceChanged(PresenceChanged event) {
        publishTask.run();
    }

    @Scheduled(fixedRateString = "${stompdesk.dashboard.every:30s}")
    void publish() {
        publishTask.run();
    }

    @PreDestroy
    void stop() {
        publishTask.close();
    }
}
