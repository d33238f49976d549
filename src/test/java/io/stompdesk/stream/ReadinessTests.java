package io.stompdesk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.stompdesk.DeskTest;
import io.stompdesk.HttpTestClient;
import io.stompdesk.PostgresIfThere;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;

/** A desk that cannot store says so to those who watch it, and says as well when it can again. */
@DeskTest(properties = "stompdesk.writer.queue=10")
@Import(StoreFaults.Configuration.class)
@Tag("store")
@ExtendWith(PostgresIfThere.class)
@Timeout(60)
class ReadinessTests {

    @Autowired
    private HealthEndpoint health;

    @Autowired
    private StoreFaults faults;

    @Autowired
    private Writer writer;

    @Autowired
    private Store store;

    @LocalServerPort
    private int port;

    @AfterEach
    void heal() {
        faults.none();
        await().until(() -> readiness().equals(Status.UP));
    }

    private Status readiness() {
        return health.healthForPath("readiness").getStatus();
    }

    private Status liveness() {
        return health.healthForPath("liveness").getStatus();
    }

    private int answer() {
        return new HttpTestClient(port).get("/actuator/health").status();
    }

    @Test
    void aDeskWhoseCommitFailsIsNotReadyUntilOneSucceedsAgain() {
        assertThat(readiness()).isEqualTo(Status.UP);
        faults.commits(() -> StoreFaults.Commit.FAILS);

        assertThat(catchThrowable(() -> writer.submit(_ -> true).join())).isNotNull();

        assertThat(readiness()).isEqualTo(Status.DOWN);
        assertThat(answer()).isEqualTo(503);
        assertThat(liveness()).isEqualTo(Status.UP);
        faults.none();
        // Nobody submits anything: the balancer sends nobody.
        await().until(() -> readiness().equals(Status.UP));
        assertThat(answer()).isEqualTo(200);
    }

    @Test
    void aDeskWhoseDatabaseIsGoneIsNotReadyUntilItIsBack() {
        faults.commits(() -> StoreFaults.Commit.FAILS);
        faults.unreachable(true);

        assertThat(catchThrowable(() -> writer.submit(_ -> true).join())).isNotNull();
        assertThat(catchThrowable(() -> writer.submit(_ -> true).join())).isNotNull();

        assertThat(readiness()).isEqualTo(Status.DOWN);
        faults.none();
        await().until(() -> readiness().equals(Status.UP));
    }

    @Test
    void aDeskWhoseQueueIsFullIsNotReadyUntilItIsNot() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        var _ = writer.submit(_ -> {
            busy.countDown();
            return passed(goOn);
        });
        busy.await();
        for (int i = 0; i < 10; i++) {
            var _ = writer.submit(_ -> true);
        }
        assertThat(readiness()).isEqualTo(Status.DOWN);

        goOn.countDown();

        await().until(() -> readiness().equals(Status.UP));
    }

    private static boolean passed(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aDeskWhoseDiskIsNearlyFullIsNotReady() throws IOException {
        OptionalLong free = store.freeBytes();
        assumeThat(free.isPresent()).as("the desk writes to a disk").isTrue();

        assertThat(with(DataSize.ofBytes(1)).health().getStatus()).isEqualTo(Status.UP);
        assertThat(with(DataSize.ofBytes(Long.MAX_VALUE)).health().getStatus()).isEqualTo(Status.DOWN);
    }

    private StoreHealthIndicator with(DataSize diskMin) {
        return new StoreHealthIndicator(
                writer, store, new StoreSettings("", 8, Duration.ZERO, diskMin, false, Duration.ofDays(30)));
    }
}
