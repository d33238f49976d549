package io.stompdesk.dashboard;

import io.stompdesk.presence.PresenceChanged;
import io.stompdesk.stream.CommitListener;
import io.stompdesk.stream.StoredEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** When figures are told: every 30 seconds, and within a second of a change. */
@Component
final class FiguresNews implements CommitListener {

    private final Dashboard dashboard;
    private final QueuePlaces places;
    private final AtomicBoolean changed = new AtomicBoolean();

    FiguresNews(Dashboard dashboard, QueuePlaces places) {
        this.dashboard = dashboard;
        this.places = places;
    }

    @Override
    public void committed(StoredEvent event) {
        if (event.stream().value().equals("tickets")) {
            changed.set(true);
        }
    }

    @EventListener
    void presence(PresenceChanged event) {
        changed.set(true);
    }

    @Scheduled(fixedRateString = "${stompdesk.dashboard.within:500ms}")
    void tellIfChanged() {
        if (changed.compareAndSet(true, false)) {
            dashboard.tell();
            places.tell();
        }
    }

    @Scheduled(fixedRateString = "${stompdesk.dashboard.every:30s}")
    void tell() {
        changed.set(true);
    }
}
