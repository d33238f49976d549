package io.stompdesk.auth;

import io.stompdesk.kernel.StartRefused;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key ring for access tokens: the first key signs, every key verifies. */
final class SigningKeys {

    static final String ALGORITHM = "HmacSHA256";

    /** RFC 7518, 3.2: a key for HS256 must have at least as many bits as the hash. */
    private static final int SECRET_BYTES = 32;

    private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");
    private static final Pattern KID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final SequencedMap<String, SecretKey> ring;

    private SigningKeys(SequencedMap<String, SecretKey> ring) {
        this.ring = ring;
    }

    /**
     * Parses {@code kid:secret,kid:secret}.
     *
     * @param source where the secrets come from, for the error message
     * @throws StartRefused if the secrets are invalid
     */
    static SigningKeys parse(String secrets, String source) {
        SequencedMap<String, SecretKey> ring = new LinkedHashMap<>();
        for (String entry : SEPARATOR.splitAsStream(secrets.strip()).toList()) {
            int colon = entry.indexOf(':');
            if (colon < 0 || !KID.matcher(entry.substring(0, colon)).matches()) {
                throw new StartRefused(
                        source + " must have the form kid:secret,kid:secret, where a kid is a short name.");
            }
            byte[] secret = entry.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
            String kid = entry.substring(0, colon);
            if (secret.length < SECRET_BYTES) {
                throw new StartRefused("The secret " + kid + " in " + source + " must be at least 32 bytes long.");
            }
            if (ring.put(kid, new SecretKeySpec(secret, ALGORITHM)) != null) {
                throw new StartRefused("The kid " + kid + " appears twice in " + source + ".");
            }
        }
        return new SigningKeys(ring);
    }

    /** The kid and key that sign new tokens. */
    Map.Entry<String, SecretKey> signing() {
        return ring.firstEntry();
    }

    /** The signing key first. */
    Collection<SecretKey> all() {
        return ring.values();
    }

    Optional<SecretKey> find(String kid) {
        return Optional.ofNullable(ring.get(kid));
    }
}
