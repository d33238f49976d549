package io.stompdesk.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account that somebody wishes to make for another, as yet unchecked.
 *
 * @param role {@code AGENT}, {@code ADMIN} or {@code CUSTOMER}
 * @param projects ids; without any, staff join {@code support}
 */
public record NewAccount(
        @Nullable String username,
        @Nullable String password,
        @Nullable String name,
        @Nullable String role,
        @Nullable List<@Nullable String> projects) {}
