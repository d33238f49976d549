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

/** When figures are told: every 30 seconds, and within a second of a change. */
@Component
final class DashboardBroadcaster implements CommitListener {

    private final ThrottledTask news;

    DashboardBroadcaster(
            DashboardTopics dashboard,
            QueuePositions places,
            @Value("${stompdesk.dashboard.within:500ms}") Duration within) {
        this.news = new ThrottledTask("figures-news", within, () -> {
            dashboard.tell();
            places.tell();
        });
    }

    @Override
    public void committed(StoredEvent event) {
        if (event.stream().value().equals("tickets")) {
            news.run();
        }
    }

    @EventListener
    void presence(PresenceChanged event) {
        news.run();
    }

    @Scheduled(fixedRateString = "${stompdesk.dashboard.every:30s}")
    void tell() {
        news.run();
    }

    @PreDestroy
    void stop() {
        news.close();
    }
}
