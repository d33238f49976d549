package io.stompdesk.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to create an account for somebody else, not yet validated.
 *
 * @param role {@code AGENT}, {@code ADMIN} or {@code CUSTOMER}
 * @param projects project ids; staff without any join {@code support}
 */
public record NewAccount(
        @Nullable String username,
        @Nullable String password,
        @Nullable String name,
        @Nullable String role,
        @Nullable List<@Nullable String> projects) {}
