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
 * What the cookie holds.
 *
 * @param loginId the login that it belongs to, so that an old one is recognised as such and not just unknown
 * @param secret 256 bits in base64url
 */
record RefreshToken(String loginId, String secret) {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

    static Optional<RefreshToken> parse(@Nullable String cookie) {
        Matcher form = FORM.matcher(cookie == null ? "" : cookie);
        return form.matches() ? Optional.of(new RefreshToken(form.group(1), form.group(2))) : Optional.empty();
    }

    String value() {
        return loginId + "." + secret;
    }

    /** What the store keeps of it. The secret is random, so a plain hash is enough. */
    String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "RefreshToken[" + loginId + "]";
    }
}
