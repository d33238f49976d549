package io.stompdesk.account;

import io.stompdesk.kernel.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address as somebody typed it. Only a message sent there can prove it, so the check is a rough one. */
final class Email {

    /** RFC 5321 allows 254 characters in all. */
    private static final int MAX = 254;

    private static final Pattern ROUGHLY = Pattern.compile("[^\\s@\\p{C}]{1,64}@[^\\s@\\p{C}]{1,253}");

    private Email() {}

    /** @throws Refusal {@code INVALID_FIELD} */
    static @Nullable String valid(@Nullable String raw) {
        if (raw == null || raw.isBlank()) {
            return null;
        }
        String email = raw.strip();
        if (email.length() > MAX || !ROUGHLY.matcher(email).matches()) {
            throw Refusal.invalid("email", "It is no e-mail address.");
        }
        return email;
    }
}
