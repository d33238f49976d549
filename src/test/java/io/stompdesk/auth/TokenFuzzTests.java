package io.stompdesk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stompdesk.MutableClock;
import io.stompdesk.Mutations;
import io.stompdesk.TextBudget;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Only the desk can create a token. Everything else is refused in the same way. */
class TokenFuzzTests {

    private final AccessTokens tokens = new AccessTokens(
            SigningKeys.parse("k1:a secret of at least 32 bytes for the tests", "the test"),
            new AuthSettings(
                    true, "", Duration.ofMinutes(10), Duration.ofDays(30), Duration.ofDays(30), Duration.ofSeconds(10)),
            new MutableClock());

    private final String good = tokens.issue("ada", "login-1").jwt();

    @FuzzTest
    void tokens(FuzzedDataProvider data) {
        boolean mutated = data.consumeBoolean();
        int at = data.consumeInt(0, good.length() - 1);
        String rest = data.consumeRemainingAsString();
        String jwt =
                mutated && !rest.isEmpty() ? good.substring(0, at) + rest.charAt(0) + good.substring(at + 1) : rest;
        check(jwt);
    }

    private void check(String jwt) {
        try {
            AccessToken token = tokens.verify(jwt);
            // Base64 ignores some bits of the last character, so this may be the same token.
            assertThat(token.accountId()).isEqualTo("ada");
            assertThat(jwt).startsWith(good.substring(0, good.length() - 1));
        } catch (Refusal refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }

    /** A short search in every build. {@code JAZZER_FUZZ=1} continues it. */
    @Test
    void tenThousandMutationsOfTheSeeds() {
        Mutations.play(
                "auth/TokenFuzzTestsInputs/tokens",
                10_000,
                bytes -> check(
                        good.substring(0, bytes.length % good.length()) + new String(bytes, StandardCharsets.UTF_8)));
    }

    @Test
    void whateverTheTextItIsReadWithinItsBudget() {
        TextBudget.check(tokens::verify);
        TextBudget.check(RefreshToken::parse);
    }
}
