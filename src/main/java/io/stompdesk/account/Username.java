package io.stompdesk.account;

import io.stompdesk.kernel.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates user names. Case is ignored. Only ASCII is allowed, which rules out look-alikes. */
final class Username {

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9._-]{3,64}");

    private Username() {}

    /** @throws Refusal {@code INVALID_FIELD} */
    static String valid(@Nullable String raw) {
        if (raw == null) {
            throw Refusal.invalid("username", "is missing");
        }
        String username = folded(raw);
        if (!ALLOWED.matcher(username).matches()) {
            throw Refusal.invalid("username", "must have 3 to 64 characters of a-z, 0-9, dot, underscore and hyphen");
        }
        return username;
    }

    /** Whether an account can have this user name. */
    static boolean isPossible(String folded) {
        return ALLOWED.matcher(folded).matches();
    }

    static String folded(String raw) {
        return raw.strip().toLowerCase(Locale.ROOT);
    }
}
