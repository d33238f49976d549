package io.stompdesk.auth;

import io.stompdesk.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token, the value of the cookie.
 *
 * @param handle names the login that it belongs to; no access token contains it
 * @param secret 256 bits in base64url
 * @param seal shows that the desk issued this token, even if it is long outdated; {@code null} in cookies that an older
 *     desk issued. See {@link RefreshTokens#isSealed}
 */
record RefreshToken(String handle, String secret, @Nullable String seal) {

    private static final Pattern FORMAT =
            Pattern.compile("([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})(?:\\.([A-Za-z0-9_-]{43}))?");

    static Optional<RefreshToken> parse(@Nullable String cookie) {
        Matcher matcher = FORMAT.matcher(cookie == null ? "" : cookie);
        return matcher.matches()
                ? Optional.of(new RefreshToken(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    String value() {
        return seal == null ? unsealed() : unsealed() + "." + seal;
    }

    /** The part that the seal is for. */
    String unsealed() {
        return handle + "." + secret;
    }

    /** The hash to store. The secret is random, so an unsalted fast hash is enough. */
    String hash() {
        byte[] digest = Sha256.newDigest().digest(secret.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** Leaves the secret out, so that it never reaches a log. */
    @Override
    public String toString() {
        return "RefreshToken[" + handle + "]";
    }
}
