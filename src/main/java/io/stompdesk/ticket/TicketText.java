package io.stompdesk.ticket;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote when they opened a ticket. It may be long and never changes, so it is told once: by the thread.
 *
 * @param system what it is about, such as a machine's name
 */
public record TicketText(String description, @Nullable String system) {}
