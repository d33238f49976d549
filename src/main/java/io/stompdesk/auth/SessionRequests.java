package io.stompdesk.auth;

import org.jspecify.annotations.Nullable;

/** Request bodies of the session endpoints. The services that receive them validate the fields. */
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
