package io.stompdesk.auth;

import org.jspecify.annotations.Nullable;

/** The bodies that the session's endpoints take: exactly these fields, checked by what they are handed to. */
final class SessionRequests {

    private SessionRequests() {}

    record LogIn(@Nullable String username, @Nullable String password) {}

    record Guest(@Nullable String name, @Nullable String email) {}

    record Register(
            @Nullable String username,
            @Nullable String password,
            @Nullable String name,
            @Nullable String email) {}

    record ChangePassword(
            @Nullable String currentPassword, @Nullable String newPassword) {}
}
