package io.stompdesk.stream;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether changes can be stored. Readiness follows it, so that a balancer sends clients elsewhere while they cannot.
 */
@Component
final class StoreHealthIndicator implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(StoreHealthIndicator.class);

    private final Writer writer;
    private final Store store;
    private final long diskMin;
    private final AtomicBoolean ready = new AtomicBoolean(true);

    StoreHealthIndicator(Writer writer, Store store, StoreSettings settings) {
        this.writer = writer;
        this.store = store;
        this.diskMin = settings.diskMin().toBytes();
    }

    @Override
    public Health health() {
        Optional<String> trouble = writer.trouble().or(this::lackOfRoom);
        if (ready.getAndSet(trouble.isEmpty()) != trouble.isEmpty()) {
            trouble.ifPresentOrElse(
                    cause -> log.warn("The desk is not ready: {}.", cause), () -> log.info("The desk is ready again."));
        }
        return trouble.isEmpty() ? Health.up().build() : Health.down().build();
    }

    private Optional<String> lackOfRoom() {
        try {
            return store.freeBytes().orElse(Long.MAX_VALUE) < diskMin
                    ? Optional.of("the disk has less room than stompdesk.store.disk-min")
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("the disk cannot be read");
        }
    }
}
