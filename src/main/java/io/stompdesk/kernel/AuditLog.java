package io.stompdesk.kernel;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each act of a person: what, who, from where. It takes ids, addresses and constants, and never
 * texts, names, tokens or the ids of sessions.
 */
public final class AuditLog {

    private static final Logger log = LoggerFactory.getLogger("io.stompdesk.audit");

    /** What an id, an address or a constant can have. Nothing that is written here can look like another line. */
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_.,:/\\[\\] -]");

    private AuditLog() {}

    /**
     * @param act such as {@code login}
     * @param details names and values in turn, such as {@code "account", id}
     */
    public static void write(String act, Object... details) {
        StringBuilder line = new StringBuilder(act);
        for (int i = 0; i < details.length; i += 2) {
            String value = OTHER.matcher(String.valueOf(details[i + 1])).replaceAll("?");
            line.append(' ').append(details[i]).append('=').append(value);
        }
        log.info("{}", line);
    }
}
