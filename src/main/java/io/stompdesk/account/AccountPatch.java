package io.stompdesk.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An admin's request to change an account, not yet validated. A {@code null} field leaves its value unchanged.
 *
 * @param disabled {@code true} to lock the account out, {@code false} to enable it again
 * @param role {@code AGENT}, {@code ADMIN} or {@code CUSTOMER}
 * @param projects project ids; they replace the current memberships
 */
public record AccountPatch(
        @Nullable Boolean disabled,
        @Nullable String role,
        @Nullable List<@Nullable String> projects) {}
