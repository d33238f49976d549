package io.stompdesk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTests {

    private final StoppedTime time = new StoppedTime();
    private final RateLimiter throttle = new RateLimiter(new Rate(3, Duration.ofSeconds(30)), time);

    @Test
    void afterTheBurstItSaysHowLongToWait() {
        takeThree("ada");

        assertThatThrownBy(() -> throttle.take("ada")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat((Long) refusal.data().get("retryAfterMs")).isBetween(9_900L, 10_001L);
        });
        time.advance(Duration.ofMillis(10_001));
        assertThatCode(() -> throttle.take("ada")).doesNotThrowAnyException();
    }

    @Test
    void othersAreNotHeldUp() {
        takeThree("ada");

        assertThatCode(() -> throttle.take("ben")).doesNotThrowAnyException();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainButNeverMoreThanTheBurst() {
        for (int i = 0; i < 10; i++) {
            throttle.giveBack("ada");
        }
        takeThree("ada");
        assertThatThrownBy(() -> throttle.take("ada")).isInstanceOf(Refusal.class);
        throttle.giveBack("ada");
        assertThatCode(() -> throttle.take("ada")).doesNotThrowAnyException();
    }

    @Test
    void whoDidItLongAgoIsForgottenWhenThereAreTooMany() {
        takeThree("ada");
        for (int i = 0; i < 50_000; i++) {
            throttle.take("somebody else " + i);
        }

        assertThatCode(() -> throttle.take("ada")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "nonsense, nonsense"
    })
    void aHouseholdsIpv6AddressesAreOne(String address, String network) {
        assertThat(ClientAddress.of(address).network()).isEqualTo(network);
    }

    private void takeThree(String who) {
        for (int i = 0; i < 3; i++) {
            throttle.take(who);
        }
    }

    private static final class StoppedTime implements TimeMeter {

        private long nanos = 1;

        void advance(Duration more) {
            nanos += more.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
