package io.stompdesk.stream;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a command, as it is kept for whoever sends that command again.
 *
 * @param clientId the command's id, where it had one
 * @param type such as {@code ticket.picked}
 * @param data a JSON object
 */
public record Reply(@Nullable UUID clientId, String type, String data) {}
