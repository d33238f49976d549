package io.stompdesk.auth;

/** How somebody logged in. */
enum LoginKind {
    PASSWORD,
    GUEST
}
