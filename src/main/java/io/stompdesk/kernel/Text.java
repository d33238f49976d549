package io.stompdesk.kernel;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Validates text that users send. A refusal names the field. */
public final class Text {

    private Text() {}

    /** @param max the maximum length in characters (code points) */
    public static String required(String field, @Nullable String value, int max) {
        if (value == null) {
            throw Refusal.invalid(field, "is missing");
        }
        if (value.isBlank()) {
            throw Refusal.invalid(field, "is blank");
        }
        return checked(field, value, max);
    }

    /** Returns {@code null} if the text is absent or blank. */
    public static @Nullable String optional(String field, @Nullable String value, int max) {
        return value == null || value.isBlank() ? null : checked(field, value, max);
    }

    /** Whether the text contains a NUL character, which PostgreSQL cannot store or compare. */
    public static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** Normalizes text so that differences in case or Unicode composition disappear (NFKC, case folding). */
    public static String folded(String text) {
        return UCharacter.foldCase(Normalizer2.getNFKCInstance().normalize(text), true);
    }

    private static String checked(String field, String value, int max) {
        String text = value.strip();
        if (text.codePointCount(0, text.length()) > max) {
            throw new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", field, "why", "is too long", "max", max));
        }
        if (hasNul(text)) {
            throw Refusal.invalid(field, "contains a NUL character");
        }
        if (text.codePoints().anyMatch(Text::isLoneSurrogate)) {
            throw Refusal.invalid(field, "contains half of a surrogate pair");
        }
        return text;
    }

    /** A lone surrogate has no UTF-8 encoding. Sending it would break the recipient's connection. */
    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
