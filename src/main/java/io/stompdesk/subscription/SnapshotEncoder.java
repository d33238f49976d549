package io.stompdesk.subscription;

import io.stompdesk.transport.TransportSettings;
import io.stompdesk.transport.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Encodes a snapshot as the JSON of its parts. Only this text is kept while the client reads. */
@Component
final class SnapshotEncoder {

    private final JsonMapper json;
    private final long partBytes;

    SnapshotEncoder(JsonMapper json, TransportSettings settings) {
        this.json = json;
        this.partBytes = settings.snapshotPart().toBytes();
    }

    /** Returns the {@code data} of each part; at least one. A part exceeds the size limit only if a single row does. */
    List<String> parts(Snapshot snapshot) {
        return switch (snapshot) {
            case Snapshot.Whole(Object data) -> List.of(json.writeValueAsString(data));
            case Snapshot.Rows(String name, List<?> rows) -> parts(name, rows);
        };
    }

    private List<String> parts(String name, List<?> rows) {
        List<String> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        long bytes = 0;
        for (Object row : rows) {
            String text = json.writeValueAsString(row);
            int length = Utf8.length(text) + 1;
            if (!part.isEmpty() && bytes + length > partBytes) {
                parts.add(part(name, part));
                part.clear();
                bytes = 0;
            }
            part.add(text);
            bytes += length;
        }
        parts.add(part(name, part));
        return parts;
    }

    private static String part(String name, List<String> rows) {
        return "{\"" + name + "\":[" + String.join(",", rows) + "]}";
    }
}
