package io.stompdesk.ticket;

import org.jspecify.annotations.Nullable;

/**
 * The wish to open a ticket, as it arrives.
 *
 * @param project {@code support} if absent
 * @param requester for staff: whose ticket it is, if not their own
 */
record OpenTicket(
        @Nullable String project,
        @Nullable String subject,
        @Nullable String description,
        @Nullable String system,
        @Nullable Priority priority,
        @Nullable Requester requester) {

    /** An account, or a person who has none yet. */
    record Requester(
            @Nullable String accountId,
            @Nullable String name,
            @Nullable String email) {}
}
