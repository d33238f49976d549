package io.stompdesk.command;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.CommandKey;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Decodes and validates the JSON body of a SEND. */
@Component
final class CommandDecoder {

    private final JsonMapper json;

    CommandDecoder(JsonMapper json) {
        this.json = json;
    }

    /** A decoded body. {@code clientId} is {@code null} if it had none. */
    record Decoded(@Nullable UUID clientId, Object body) {}

    Decoded decode(byte[] frame, JavaType type) {
        ObjectNode object = object(frame);
        UUID clientId = clientId(object.remove("clientId"));
        try {
            return new Decoded(clientId, json.treeToValue(object, type));
        } catch (UnrecognizedPropertyException unknown) {
            throw new Refusal(ErrorCode.UNKNOWN_FIELD, Map.of("field", unknown.getPropertyName()));
        } catch (JacksonException invalid) {
            throw refusal(invalid);
        }
    }

    private ObjectNode object(byte[] frame) {
        try {
            JsonNode tree = frame.length == 0 ? json.createObjectNode() : json.readTree(frame);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException unreadable) {
            // refused below
        }
        throw new Refusal(ErrorCode.MALFORMED_JSON);
    }

    private static @Nullable UUID clientId(@Nullable JsonNode field) {
        if (field == null) {
            return null;
        }
        if (!field.isString()) {
            throw new Refusal(ErrorCode.CLIENT_ID_INVALID);
        }
        return CommandKey.clientId(field.stringValue());
    }

    private static Refusal refusal(JacksonException invalid) {
        if (invalid.getCause() instanceof Refusal refusal) {
            return refusal;
        }
        return invalid.getPath().isEmpty()
                ? new Refusal(ErrorCode.MALFORMED_JSON)
                : Refusal.invalid(
                        String.valueOf(invalid.getPath().getLast().getPropertyName()), "has a value of the wrong type");
    }

    /** The idempotency key of a command. */
    CommandKey key(String account, UUID clientId, String destination, Object body) {
        return CommandKey.of(account, clientId, destination, json.writeValueAsBytes(body));
    }
}
