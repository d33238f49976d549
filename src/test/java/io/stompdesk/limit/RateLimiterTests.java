package io.stompdesk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTests {

    private final StoppedTime time = new StoppedTime();
    private final RateLimiter limiter = new RateLimiter(new Rate(3, Duration.ofSeconds(30)), time);

    @Test
    void afterTheBurstItSaysHowLongToWait() {
        takeThree("ada");

        assertThatThrownBy(() -> limiter.take("ada")).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat((Long) refusal.data().get("retryAfterMs")).isBetween(9_900L, 10_001L);
        });
        time.advance(Duration.ofMillis(10_001));
        assertThatCode(() -> limiter.take("ada")).doesNotThrowAnyException();
    }

    @Test
    void othersAreNotHeldUp() {
        takeThree("ada");

        assertThatCode(() -> limiter.take("ben")).doesNotThrowAnyException();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainButNeverMoreThanTheBurst() {
        for (int i = 0; i < 10; i++) {
            limiter.giveBack("ada");
        }
        takeThree("ada");
        assertThatThrownBy(() -> limiter.take("ada")).isInstanceOf(Refusal.class);
        limiter.giveBack("ada");
        assertThatCode(() -> limiter.take("ada")).doesNotThrowAnyException();
    }

    @Test
    void whoDidItLongAgoIsForgottenWhenThereAreTooMany() {
        takeThree("ada");
        for (int i = 0; i < 50_000; i++) {
            limiter.take("somebody else " + i);
        }

        assertThatCode(() -> limiter.take("ada")).doesNotThrowAnyException();
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

    @Test
    void aWholeIpv6NetworkDoesSoMuchMoreAndNoMore() {
        RateLimiter limiter = new RateLimiter(new Rate(3, Duration.ofSeconds(30)), new Ipv6Limits(2, 3), time);
        Consumer<String> take = address -> limiter.take(ClientAddress.of(address));

        // All within one /56, no address twice.
        IntStream.range(0, 6).forEach(i -> take.accept("2001:db8:1:2" + i + "::1"));
        assertThatThrownBy(() -> take.accept("2001:db8:1:27::1")).isInstanceOf(Refusal.class);
        // The same /48: one /56 after the other.
        IntStream.range(3, 6).forEach(i -> take.accept("2001:db8:1:" + i + "00::1"));
        assertThatThrownBy(() -> take.accept("2001:db8:1:900::1")).isInstanceOf(Refusal.class);
        take.accept("2001:db8:2::1");
        take.accept("192.0.2.1");
    }

    @Test
    void whatAWiderNetworkRefusesCostsTheAddressNothing() {
        RateLimiter limiter = new RateLimiter(new Rate(1, Duration.ofSeconds(30)), new Ipv6Limits(1, 1), time);
        ClientAddress first = ClientAddress.of("2001:db8:1:1::1");
        ClientAddress second = ClientAddress.of("2001:db8:1:2::1");
        limiter.take(first);
        assertThatThrownBy(() -> limiter.take(second)).isInstanceOf(Refusal.class);
        limiter.giveBack(first);
        assertThatCode(() -> limiter.take(second)).doesNotThrowAnyException();
    }

    private void takeThree(String who) {
        for (int i = 0; i < 3; i++) {
            limiter.take(who);
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
