package io.stompdesk.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.stompdesk.TextBudget;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTests {

    private static final String LAMP = "\ud83d\udca1";

    private static void isRefused(ThrowingCallable check, Map<String, Object> data) {
        assertThatThrownBy(check).asInstanceOf(type(Refusal.class)).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_FIELD);
            assertThat(refusal.data()).isEqualTo(data);
        });
    }

    @Test
    void textIsKeptButForTheSpaceAroundIt() {
        assertThat(Text.required("text", "  a  b\n", 10)).isEqualTo("a  b");
    }

    @Test
    void missingTextIsRefused() {
        isRefused(() -> Text.required("text", null, 10), Map.of("field", "text", "why", "is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u2003"})
    void blankTextIsRefused(String blank) {
        isRefused(() -> Text.required("text", blank, 10), Map.of("field", "text", "why", "is blank"));
    }

    @Test
    void theLimitCountsCharactersAsPeopleDo() {
        assertThat(Text.required("text", LAMP.repeat(3), 3)).isEqualTo(LAMP.repeat(3));
        isRefused(
                () -> Text.required("subject", LAMP.repeat(4), 3),
                Map.of("field", "subject", "why", "is too long", "max", 3));
    }

    @Test
    void theSpaceAroundDoesNotCount() {
        assertThat(Text.required("text", " abc ", 3)).isEqualTo("abc");
    }

    @Test
    void aNulIsRefusedSinceItEndsAStompFrame() {
        isRefused(() -> Text.required("text", "a\0b", 10), Map.of("field", "text", "why", "contains a NUL character"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud83d", "\udca1a", "\udca1\ud83d"})
    void halfACharacterIsRefusedSinceItCannotBeSent(String broken) {
        isRefused(
                () -> Text.required("text", broken, 10),
                Map.of("field", "text", "why", "contains half of a surrogate pair"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void optionalTextThatSaysNothingIsNone(String nothing) {
        assertThat(Text.optional("system", nothing, 10)).isNull();
    }

    @Test
    void optionalTextHasItsLimitToo() {
        assertThat(Text.optional("system", " lamp ", 4)).isEqualTo("lamp");
        isRefused(() -> Text.optional("system", "lamps", 4), Map.of("field", "system", "why", "is too long", "max", 4));
    }

    @Test
    void whateverTheTextItIsReadWithinItsBudget() {
        TextBudget.check(text -> Text.required("text", text, 1_000_000));
        TextBudget.check(text -> Text.optional("text", text, 10_000));
        TextBudget.check(text -> Text.folded(text.substring(0, 10_000)));
    }
}
