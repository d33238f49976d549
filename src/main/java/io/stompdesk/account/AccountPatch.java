package io.stompdesk.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an admin wishes to change of an account, as yet unchecked; what is {@code null} stays.
 *
 * @param disabled whether it may do anything at all
 * @param role {@code AGENT}, {@code ADMIN} or {@code CUSTOMER}
 * @param projects ids; exactly these, from now on
 */
public record AccountPatch(
        @Nullable Boolean disabled,
        @Nullable String role,
        @Nullable List<@Nullable String> projects) {}
