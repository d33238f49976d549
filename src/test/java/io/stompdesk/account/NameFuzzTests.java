package io.stompdesk.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stompdesk.Mutations;
import io.stompdesk.TextBudget;
import io.stompdesk.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any name is either refused, or readable, short, and different from every staff name. */
class NameFuzzTests {

    private final Names names = new Names(new AccountSettings(
            60,
            List.of("admin", "support"),
            10,
            new AccountSettings.Hashing(1, 0, 0, Duration.ofSeconds(1), new AccountSettings.Share(1, 1, 1))));

    @FuzzTest
    void names(FuzzedDataProvider data) {
        check(data.consumeRemainingAsString());
    }

    private void check(String raw) {
        try {
            DisplayName name = names.customer(raw);
            assertThat(name.text()).isNotBlank().doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]");
            assertThat(name.text().codePointCount(0, name.text().length())).isLessThanOrEqualTo(60);
            // Validating the result again does not change it, so the first validation missed nothing.
            assertThat(names.customer(name.text())).isEqualTo(name);
        } catch (Refusal refused) {
            // Nonsense is refused.
        }
    }

    /** A short search in every build. {@code JAZZER_FUZZ=1} continues it. */
    @Test
    void tenThousandMutationsOfTheSeeds() {
        Mutations.play(
                "account/NameFuzzTestsInputs/names", 10_000, bytes -> check(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Test
    void whateverTheTextItIsReadWithinItsBudget() {
        TextBudget.check(names::customer);
        TextBudget.check(text -> names.customer(text.substring(0, 60)));
        TextBudget.check(Username::valid);
        TextBudget.check(Email::valid);
    }
}
