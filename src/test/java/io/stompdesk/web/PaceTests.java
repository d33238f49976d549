package io.stompdesk.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class PaceTests {

    private static final DataSize SLOW = DataSize.ofBytes(1);
    private static final DataSize FAST = DataSize.ofTerabytes(1);

    @Test
    void aTransferHasAFixedTimeAndTheTimeOfItsBytes() {
        assertThatCode(() -> new Pace(Duration.ofHours(1), FAST).count(1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Pace(Duration.ZERO, FAST).count(1)).isInstanceOf(SlowClientException.class);
        assertThatCode(() -> new Pace(Duration.ZERO, SLOW).count(3600)).doesNotThrowAnyException();
    }

    /** What has been caught on the way is thrown once more, so that half a response does not look whole. */
    @Test
    void aResponseThatIsTooSlowStaysSo() throws IOException {
        PacedResponse response = new PacedResponse(new MockHttpServletResponse(), Duration.ZERO, FAST);
        assertThatCode(response::requireInTime).doesNotThrowAnyException();

        assertThatThrownBy(() -> response.getOutputStream().write(new byte[10]))
                .isInstanceOf(SlowClientException.class);

        assertThatThrownBy(response::requireInTime).isInstanceOf(SlowClientException.class);
    }
}
