package io.stompdesk.ticket;

import io.stompdesk.kernel.Shapes;
import io.stompdesk.stream.StreamName;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's id: 40 random bits as 8 characters of Crockford's base32. Users see it as {@code K7Q2-9XMD}.
 *
 * @see <a href="https://www.crockford.com/base32.html">Base 32</a>
 */
public final class TicketId {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;

    /** Nobody types more around an id. Longer text is not read, because changing its case can take long. */
    private static final int MAX_TYPED = 64;

    private static final Pattern CANONICAL = Pattern.compile(Shapes.TICKET_ID);
    private static final SecureRandom RANDOM = new SecureRandom();

    private TicketId() {}

    static String random() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Converts what a user typed or pasted to an id; {@code null} if it is not an id. */
    static @Nullable String parse(String typed) {
        if (typed.length() > MAX_TYPED) {
            return null;
        }
        String id = typed.strip()
                .toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return CANONICAL.matcher(id).matches() ? id : null;
    }

    public static StreamName stream(String id) {
        return new StreamName(Shapes.TICKET_STREAM + id);
    }

    /** The id of the ticket that a stream belongs to; empty for any other stream. */
    static Optional<String> ofStream(StreamName stream) {
        return stream.value().startsWith(Shapes.TICKET_STREAM)
                ? Optional.of(stream.value().substring(Shapes.TICKET_STREAM.length()))
                : Optional.empty();
    }
}
