package io.stompdesk.auth;

/** What a refresh token turned out to be. */
sealed interface Presented {

    /** Its login goes on. */
    record Live(Session session) implements Presented {}

    /** There is no such login any more. */
    record Dead() implements Presented {}

    /** It was used before, so somebody has a copy; its login has been ended. */
    record Stolen(Login login) implements Presented {}
}
