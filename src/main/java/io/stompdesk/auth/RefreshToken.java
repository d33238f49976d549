package io.stompdesk.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token, the value of the cookie.
 *
 * @param loginId the login that it belongs to; it distinguishes an old token from an unknown one
 * @param secret 256 bits in base64url
 */
record RefreshToken(String loginId, String secret) {

    private static final Pattern FORMAT = Pattern.compile("([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

    static Optional<RefreshToken> parse(@Nullable String cookie) {
        Matcher matcher = FORMAT.matcher(cookie == null ? "" : cookie);
        return matcher.matches() ? Optional.of(new RefreshToken(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    String value() {
        return loginId + "." + secret;
    }

    /** The hash to store. The secret is random, so an unsalted fast hash is enough. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Leaves the secret out, so that it never reaches a log. */
    @Override
    public String toString() {
        return "RefreshToken[" + loginId + "]";
    }
}
