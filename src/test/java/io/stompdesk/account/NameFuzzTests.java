package io.stompdesk.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.List;

/** Whatever somebody wants to be called is refused, or readable, short, and no staff's. */
class NameFuzzTests {

    private final Names names =
            new Names(
                    new AccountSettings(
                            60,
                            List.of("admin", "support"),
                            10,
                            new AccountSettings.Hashing(1, 0, Duration.ofSeconds(1))));

    @FuzzTest
    void names(FuzzedDataProvider data) {
        String raw = data.consumeRemainingAsString();
        try {
            DisplayName name = names.customer(raw);
            assertThat(name.text()).isNotBlank().doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cn}]");
            assertThat(name.text().codePointCount(0, name.text().length())).isLessThanOrEqualTo(60);
            // Taken again, it is the same: nothing hides behind the first round.
            assertThat(names.customer(name.text())).isEqualTo(name);
        } catch (Refusal refused) {
            // the expected answer to nonsense
        }
    }
}
