package io.stompdesk.auth;

import org.jspecify.annotations.Nullable;

/** Reads the access token from {@code Authorization: Bearer …}. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** @return {@code null} if the header is absent or has another scheme */
    public static @Nullable String in(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return authorization.substring(SCHEME.length()).strip();
    }
}
