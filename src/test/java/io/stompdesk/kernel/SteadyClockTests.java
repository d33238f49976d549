package io.stompdesk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SteadyClockTests {

    private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");

    private Instant machine = START;
    private final AtomicLong elapsed = new AtomicLong();
    private final SteadyClock clock = new SteadyClock(() -> machine, elapsed::get);

    private void pass(Duration time) {
        machine = machine.plus(time);
        elapsed.addAndGet(time.toNanos());
    }

    @Test
    void itTellsTheMachinesTimeInWholeMilliseconds() {
        pass(Duration.ofNanos(1_999_999));

        assertThat(clock.instant()).isEqualTo(START.plusMillis(1));
    }

    @Test
    void itFollowsAMachineThatWasSetForwardOrSlept() {
        machine = machine.plus(Duration.ofHours(8));

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(8)));
    }

    @Test
    void itGoesOnMoreSlowlyAfterTheMachineWasSetBackUntilTheyAgree() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(SteadyClock.class)).addAppender(log);

        pass(Duration.ofMinutes(10));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(10)));

        machine = START;
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        pass(Duration.ofMinutes(10));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(19)));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "The machine's clock was set back by PT10M. The desk's clock goes on more slowly until they"
                                + " agree.");

        for (int minute = 0; minute < 90; minute++) {
            pass(Duration.ofMinutes(1));
            assertThat(clock.instant()).isAfterOrEqualTo(machine);
        }
        assertThat(clock.instant()).isEqualTo(machine);
        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void noFractionIsLostHoweverOftenItIsRead() {
        machine = START.minusSeconds(60);
        for (int i = 0; i < 100_000; i++) {
            pass(Duration.ofNanos(100_000));
            clock.millis();
        }

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(9));
    }
}
