package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.limit.ClientAddress;
import io.stompdesk.limit.Ipv6Limits;
import io.stompdesk.limit.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class OpenRequestsTests {

    private static final int MEGABYTE = 1024 * 1024;
    private static final Rate ANY = new Rate(1, Duration.ofSeconds(1));

    private final OpenRequests open = new OpenRequests(limits(true));

    private static RequestLimits limits(boolean enabled) {
        return limits(enabled, 2, 3);
    }

    private static RequestLimits limits(boolean enabled, int requestsPerAddress, int requests) {
        return new RequestLimits(
                enabled,
                ANY,
                ANY,
                1,
                Duration.ofSeconds(1),
                requestsPerAddress,
                requests,
                DataSize.ofKilobytes(1),
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(1),
                DataSize.ofKilobytes(1),
                Ipv6Limits.DEFAULT);
    }

    private static ClientAddress address(int number) {
        return new ClientAddress("192.0.2." + number);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void anAddressHasSoManyRequestsAndAllHaveSoMany() {
        OpenRequests.Entry first = open.enter(address(1));
        open.enter(address(1));
        assertRefused(ErrorCode.RATE_LIMITED, () -> open.enter(address(1)));
        open.enter(address(2));
        assertRefused(ErrorCode.BUSY, () -> open.enter(address(3)));

        first.close();
        first.close();

        assertThat(open.count()).isEqualTo(2);
        open.enter(address(3));
        assertRefused(ErrorCode.BUSY, () -> open.enter(address(1)));
    }

    @Test
    void theLastQuarterIsForThoseWhoHaveFew() {
        OpenRequests many = new OpenRequests(limits(true, 100, 100));
        for (int i = 0; i < 75; i++) {
            many.enter(address(1));
        }

        assertRefused(ErrorCode.BUSY, () -> many.enter(address(1)));
        for (int i = 0; i < 8; i++) {
            many.enter(address(2));
        }
        assertRefused(ErrorCode.BUSY, () -> many.enter(address(2)));
    }

    @Test
    void theAddressesOfAnIpv6NetworkHaveFewTogether() {
        OpenRequests many = new OpenRequests(limits(true, 100, 100));
        for (int i = 0; i < 75; i++) {
            many.enter(address(1));
        }
        for (int i = 0; i < 8; i++) {
            many.enter(ClientAddress.of("2001:db8:0:" + i + "::1"));
        }

        assertRefused(ErrorCode.BUSY, () -> many.enter(ClientAddress.of("2001:db8:0:9::1")));
        many.enter(ClientAddress.of("2001:db8:1::1")).close();
    }

    /** One address fills an eighth of it. */
    @Test
    void bodiesShareOneBudget() {
        OpenRequests.Entry mine = open.enter(address(1));
        mine.keep(MEGABYTE);
        assertRefused(ErrorCode.BUSY, () -> mine.keep(1));
        OpenRequests.Entry other = open.enter(address(2));
        assertThatCode(() -> other.keep(MEGABYTE)).doesNotThrowAnyException();

        mine.close();

        assertThatCode(() -> open.enter(address(1)).keep(MEGABYTE)).doesNotThrowAnyException();
    }

    @Test
    void eightAddressesFillAllOfIt() {
        OpenRequests many = new OpenRequests(limits(true, 2, 100));
        List<OpenRequests.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            entries.add(many.enter(address(i)));
            entries.getLast().keep(MEGABYTE);
        }
        OpenRequests.Entry late = many.enter(address(9));

        assertRefused(ErrorCode.BUSY, () -> late.keep(1));
        entries.forEach(OpenRequests.Entry::close);
        late.close();
        assertThat(many.count()).isZero();
    }

    @Test
    void withoutLimitsThereIsNone() {
        OpenRequests unlimited = new OpenRequests(limits(false));
        for (int i = 0; i < 100; i++) {
            unlimited.enter(address(1)).keep(MEGABYTE);
        }
        assertThat(unlimited.count()).isEqualTo(100);
    }
}
