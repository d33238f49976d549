package io.stompdesk.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Codes that only somebody with the desk's secret can compute. Each purpose has a key of its own. */
final class Hmac {

    private final SecretKeySpec key;

    /** @param purpose separates this key from the others that derive from the same secret */
    Hmac(SecretKey secret, String purpose) {
        this.key = new SecretKeySpec(digest(secret, purpose), SigningKeys.ALGORITHM);
    }

    /** 256 bits in base64url. */
    String of(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(key, text));
    }

    /** Takes the same time wherever the two differ. */
    boolean matches(String text, String code) {
        return MessageDigest.isEqual(
                of(text).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] digest(SecretKey key, String text) {
        try {
            Mac mac = Mac.getInstance(SigningKeys.ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
