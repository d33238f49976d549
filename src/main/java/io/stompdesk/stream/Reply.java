package io.stompdesk.stream;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a command. It is stored and returned again if the command is sent again.
 *
 * @param clientId the command's id, if it had one
 * @param type such as {@code ticket.picked}
 * @param data a JSON object
 */
public record Reply(@Nullable UUID clientId, String type, String data) {}
