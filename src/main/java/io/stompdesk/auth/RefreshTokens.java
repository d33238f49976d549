package io.stompdesk.auth;

import io.stompdesk.kernel.OpaqueId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Generates refresh tokens. The first token of a login is random. Each later one is derived from its predecessor with
 * the desk's secret. So the desk can repeat the response to a rotation, to a tab that raced or a client that lost it,
 * although the store contains hashes only.
 */
@Component
final class RefreshTokens {

    private static final int SECRET_BITS = 256;

    private final byte[] secret;

    RefreshTokens(SigningKeys keys) {
        this.secret = hmac(keys.signing().getValue().getEncoded(), "refresh tokens");
    }

    RefreshToken first(String loginId) {
        return new RefreshToken(loginId, OpaqueId.make(SECRET_BITS));
    }

    RefreshToken successorOf(RefreshToken token) {
        return derive(token, token.value());
    }

    /** A different successor of this token, to replace one that was issued but lost. */
    RefreshToken replacementOf(RefreshToken token, Instant at) {
        return derive(token, token.value() + " " + at.toEpochMilli());
    }

    private RefreshToken derive(RefreshToken token, String text) {
        byte[] derived = hmac(secret, text);
        return new RefreshToken(
                token.loginId(), Base64.getUrlEncoder().withoutPadding().encodeToString(derived));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(SigningKeys.ALGORITHM);
            mac.init(new SecretKeySpec(key, SigningKeys.ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
