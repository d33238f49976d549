package io.stompdesk.auth;

/** What a refresh token turned out to be. */
sealed interface RefreshResult {

    /** Its login goes on. */
    record Live(Session session) implements RefreshResult {}

    /** There is no such login any more. */
    record Dead() implements RefreshResult {}

    /** It was used before, so somebody has a copy; its login has been ended. */
    record Stolen(Login login) implements RefreshResult {}
}
