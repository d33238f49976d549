package io.stompdesk.ticket;

import org.jspecify.annotations.Nullable;

/**
 * A request to open a ticket, not yet validated.
 *
 * @param project {@code support} if absent
 * @param requester the customer for whom staff open the ticket; {@code null} if it is the sender's own
 */
record OpenTicket(
        @Nullable String project,
        @Nullable String subject,
        @Nullable String description,
        @Nullable String system,
        @Nullable Priority priority,
        @Nullable Requester requester) {

    /** An existing account, or a name and e-mail address for a new guest. */
    record Requester(
            @Nullable String accountId,
            @Nullable String name,
            @Nullable String email) {}
}
