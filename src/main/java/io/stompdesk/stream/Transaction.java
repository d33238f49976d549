package io.stompdesk.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stompdesk.kernel.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The writer's open transaction, as one command sees it. Valid only while that command's {@link Change} runs. */
public final class Transaction {

    private final JdbcClient store;
    private final JsonMapper json;
    private final Instant now;
    private final @Nullable CommandKey command;
    private final List<StoredEvent> events = new ArrayList<>(3);

    Transaction(JdbcClient store, JsonMapper json, Instant now, @Nullable CommandKey command) {
        this.store = store;
        this.json = json;
        this.now = now;
        this.command = command;
    }

    /** Reads and writes within this transaction. */
    public JdbcClient store() {
        return store;
    }

    /** The time of this change by the desk's clock, in whole milliseconds. */
    public Instant now() {
        return now;
    }

    /**
     * Appends an event to a stream. It is published if, and after, this transaction commits.
     *
     * @param actor who did it, or {@code null} where the desk itself acts
     * @return its seq
     */
    public long append(StreamName stream, @Nullable Actor actor, EventData data) {
        return append(stream, actor, _ -> data);
    }

    /** The same for an event whose payload contains its own seq. */
    public long append(StreamName stream, @Nullable Actor actor, LongFunction<EventData> dataAt) {
        long seq = nextSeq(stream);
        EventData data = dataAt.apply(seq);
        String type = data.type();
        String body = json.writeValueAsString(new Envelope(type, stream.value(), seq, now, actor, clientId(), data));
        long position = store.sql(
                        "INSERT INTO event (stream, seq, type, at, body) VALUES (?, ?, ?, ?, ?) RETURNING position")
                .params(stream.value(), seq, type, now.toEpochMilli(), body)
                .query(Long.class)
                .single();
        events.add(new StoredEvent(position, stream, seq, type, body));
        return seq;
    }

    /** The last seq of a stream, 0 if it has no event yet. */
    public long head(StreamName stream) {
        return store.sql("SELECT head FROM stream WHERE name = ?")
                .param(stream.value())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Creates the reply to this command. */
    public Reply reply(String type, Object data) {
        return new Reply(clientId(), type, json.writeValueAsString(data));
    }

    private @Nullable UUID clientId() {
        return command == null ? null : command.clientId();
    }

    List<StoredEvent> events() {
        return events;
    }

    private long nextSeq(StreamName stream) {
        return store.sql("""
            INSERT INTO stream (name, head) VALUES (?, 1)
            ON CONFLICT (name) DO UPDATE SET head = stream.head + 1 RETURNING head\
            """).param(stream.value()).query(Long.class).single();
    }

    private record Envelope(
            String type,
            String stream,
            long seq,
            Instant at,
            @Nullable Actor actor,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID clientId,

            EventData data) {}
}
