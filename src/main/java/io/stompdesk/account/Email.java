package io.stompdesk.account;

import io.stompdesk.kernel.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates e-mail addresses. The check is rough: only a message sent there could prove an address. */
final class Email {

    /** RFC 5321 allows 254 characters in total. */
    private static final int MAX = 254;

    private static final Pattern PLAUSIBLE = Pattern.compile("[^\\s@\\p{C}]{1,64}@[^\\s@\\p{C}]{1,253}");

    private Email() {}

    /** @throws Refusal {@code INVALID_FIELD} */
    static @Nullable String valid(@Nullable String raw) {
        if (raw == null || raw.isBlank()) {
            return null;
        }
        String email = raw.strip();
        if (email.length() > MAX || !PLAUSIBLE.matcher(email).matches()) {
            throw Refusal.invalid("email", "is not an e-mail address");
        }
        return email;
    }
}
