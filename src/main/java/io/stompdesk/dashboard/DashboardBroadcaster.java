package io.stompdesk.dashboard;

import io.stompdesk.kernel.ThrottledTask;
import io.stompdesk.presence.PresenceChanged;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import io.stompdesk.ticket.Tickets;
import jakarta.annotation.PreDestroy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Publishes dashboards and queue positions soon after a change and at a fixed interval. */
@Component
@EnableConfigurationProperties(DashboardSettings.class)
final class DashboardBroadcaster implements CommitListener, SchedulingConfigurer {

    private final DashboardSettings settings;
    private final ThrottledTask publishTask;

    DashboardBroadcaster(DashboardTopics dashboards, QueuePositions positions, DashboardSettings settings) {
        this.settings = settings;
        this.publishTask = new ThrottledTask("dashboard", settings.within(), () -> {
            dashboards.publish();
            positions.publish();
        });
    }

    @Override
    public void committed(StoredEvent event) {
        if (Tickets.changedBy(event).isPresent()) {
            publishTask.run();
        }
    }

    @EventListener
    void presenceChanged(PresenceChanged event) {
        publishTask.run();
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedRateTask(publishTask, settings.every());
    }

    @PreDestroy
    void stop() {
        publishTask.close();
    }
}
