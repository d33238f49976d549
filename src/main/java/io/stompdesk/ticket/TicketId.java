package io.stompdesk.ticket;

import io.stompdesk.stream.StreamName;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's id: 8 characters of Crockford's base32, 40 random bits. People read it as {@code K7Q2-9XMD}.
 *
 * @see <a href="https://www.crockford.com/base32.html">Base 32</a>
 */
public final class TicketId {

    /** The shape of an id in a destination. */
    public static final String SHAPE = "[0-9A-HJKMNP-TV-Z]{8}";

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;
    private static final Pattern CANONICAL = Pattern.compile(SHAPE);
    private static final SecureRandom RANDOM = new SecureRandom();

    private TicketId() {}

    static String random() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** What a person may have typed or copied, as an id; {@code null} if it cannot be one. */
    static @Nullable String parse(String typed) {
        String id = typed.strip()
                .toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return CANONICAL.matcher(id).matches() ? id : null;
    }

    public static StreamName stream(String id) {
        return new StreamName("ticket." + id);
    }
}
