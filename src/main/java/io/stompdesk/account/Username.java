package io.stompdesk.account;

import io.stompdesk.kernel.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody logs in with. Case does not matter, and ASCII alone keeps look-alikes out. */
final class Username {

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9._-]{3,64}");

    private Username() {}

    /** @throws Refusal {@code INVALID_FIELD} */
    static String valid(@Nullable String raw) {
        if (raw == null) {
            throw Refusal.invalid("username", "It is missing.");
        }
        String username = folded(raw);
        if (!ALLOWED.matcher(username).matches()) {
            throw Refusal.invalid(
                    "username", "It takes 3 to 64 of the characters a-z, 0-9, dot, underscore and hyphen.");
        }
        return username;
    }

    /** Whether anybody can log in with this at all. */
    static boolean mayExist(String folded) {
        return ALLOWED.matcher(folded).matches();
    }

    static String folded(String raw) {
        return raw.strip().toLowerCase(Locale.ROOT);
    }
}
