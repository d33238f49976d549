package io.stompdesk.kernel;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates random identifiers that cannot be guessed, in base64url: {@code [A-Za-z0-9_-]}. */
public final class OpaqueId {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int ID_BITS = 128;

    private OpaqueId() {}

    /** A new id of 128 random bits (22 characters). */
    public static String make() {
        return make(ID_BITS);
    }

    /** @param bits the number of random bits, rounded up to whole bytes */
    public static String make(int bits) {
        byte[] random = new byte[(bits + Byte.SIZE - 1) / Byte.SIZE];
        RANDOM.nextBytes(random);
        return BASE64URL.encodeToString(random);
    }
}
