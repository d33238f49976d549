package io.stompdesk.ticket;

import org.jspecify.annotations.Nullable;

/**
 * The text that was written when a ticket was opened. It may be long and never changes, so only the ticket's thread
 * carries it.
 *
 * @param system the affected system, such as a machine's name
 */
public record TicketText(String description, @Nullable String system) {}
