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
 * Makes refresh tokens. The first of a login is random; each next one follows from the one before by our secret. So the
 * answer to a rotation can be given again to whoever lost it or raced for it, although the store keeps hashes only.
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

    RefreshToken after(RefreshToken token) {
        return following(token, token.value());
    }

    /** Another one after this token, for one that was given and got lost. */
    RefreshToken instead(RefreshToken token, Instant at) {
        return following(token, token.value() + " " + at.toEpochMilli());
    }

    private RefreshToken following(RefreshToken token, String text) {
        byte[] next = hmac(secret, text);
        return new RefreshToken(
                token.loginId(), Base64.getUrlEncoder().withoutPadding().encodeToString(next));
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
