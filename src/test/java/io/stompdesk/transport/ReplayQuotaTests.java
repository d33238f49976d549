package io.stompdesk.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ReplayQuotaTests {

    private static ConnectionLimiter limiter(boolean enabled) {
        Rate any = new Rate(1, Duration.ofSeconds(1));
        Rate bytes = new Rate(1000, Duration.ofHours(1));
        return new ConnectionLimiter(new ConnectionLimits(
                enabled,
                any,
                any,
                any,
                any,
                any,
                any,
                bytes,
                4,
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(64),
                1,
                1,
                any,
                Ipv6Limits.DEFAULT));
    }

    @Test
    void whatIsMoreThanTheQuotaIsOwedByThatAccountAlone() {
        ConnectionLimiter limiter = limiter(true);
        limiter.replayed("greedy", 999);
        assertThat(limiter.replayPauseNanos("greedy")).isZero();

        limiter.replayed("greedy", 1001);

        assertThat(Duration.ofNanos(limiter.replayPauseNanos("greedy")))
                .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(limiter.replayPauseNanos("modest")).isZero();
    }

    @Test
    void withoutLimitsThereIsNone() {
        ConnectionLimiter limiter = limiter(false);
        limiter.replayed("greedy", 1_000_000);
        assertThat(limiter.replayPauseNanos("greedy")).isZero();
    }
}
