package io.stompdesk.auth;

/** The outcome of presenting a refresh token. */
sealed interface RefreshResult {

    /** The login continues. */
    record Renewed(Session session) implements RefreshResult {}

    /** The token does not belong to a live login. */
    record Invalid() implements RefreshResult {}

    /** The token was used before, so somebody has a copy. The login has been ended. */
    record Reused(Login login) implements RefreshResult {}
}
