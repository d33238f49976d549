package io.stompdesk.stream;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes old replies to commands that changed nothing. All others are kept as long as the events of their command. */
@Component
final class ReplyCleanup {

    private static final Logger log = LoggerFactory.getLogger(ReplyCleanup.class);

    private final Writer writer;
    private final Duration keep;

    ReplyCleanup(Writer writer, StoreSettings settings) {
        this.writer = writer;
        this.keep = settings.replies();
    }

    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void deleteOld() {
        int deleted = writer.submit(transaction -> Retention.deleteCommandsWithoutEvent(
                        transaction, transaction.now().minus(keep)))
                .exceptionally(busyOrUnavailable -> 0)
                .join();
        log.debug("Deleted {} replies", deleted);
    }
}
