package io.stompdesk.kernel;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text that people send: never blank, never over its limit, or it is refused with the field's name. */
public final class Text {

    private Text() {}

    /** @param max in characters as people count them (code points) */
    public static String required(String field, @Nullable String value, int max) {
        if (value == null) {
            throw Refusal.invalid(field, "is missing");
        }
        if (value.isBlank()) {
            throw Refusal.invalid(field, "is blank");
        }
        return within(field, value, max);
    }

    /** Absent and blank are the same: {@code null}. */
    public static @Nullable String optional(String field, @Nullable String value, int max) {
        return value == null || value.isBlank() ? null : within(field, value, max);
    }

    /** The same for texts that differ only in case, or in how a character is composed. */
    public static String folded(String text) {
        return UCharacter.foldCase(Normalizer2.getNFKCInstance().normalize(text), true);
    }

    private static String within(String field, String value, int max) {
        String text = value.strip();
        if (text.codePointCount(0, text.length()) > max) {
            throw new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", field, "why", "is too long", "max", max));
        }
        if (text.indexOf('\0') >= 0) {
            throw Refusal.invalid(field, "holds a NUL character");
        }
        if (text.codePoints().anyMatch(Text::isHalf)) {
            throw Refusal.invalid(field, "holds half a character");
        }
        return text;
    }

    /** A surrogate without its other half has no UTF-8: it would cut off whoever it is sent to. */
    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
