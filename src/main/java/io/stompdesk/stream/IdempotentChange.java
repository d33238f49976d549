package io.stompdesk.stream;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies a command at most once. It stores the reply in the same transaction as the effects and returns it if the
 * command is sent again. A refusal is not stored, so a refused command may be sent again.
 */
record IdempotentChange(CommandKey key, Change<Reply> change) implements Change<Reply> {

    private static final String SELECT_REPLY = """
        SELECT fingerprint AS kept_fingerprint, type AS kept_type, reply AS kept_reply
        FROM command WHERE account = ? AND client_id = ?\
        """;

    private static final String INSERT_REPLY = """
        INSERT INTO command (account, client_id, fingerprint, type, reply, at, first_position, last_position)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
        """;

    @Override
    public Reply apply(Transaction transaction) {
        return change instanceof LookupChange<?> withLookup
                ? applyWith(transaction, withLookup)
                : storedReply(transaction).orElseGet(() -> storeReply(transaction, change.apply(transaction)));
    }

    private Optional<Reply> storedReply(Transaction transaction) {
        return transaction
                .store()
                .sql(SELECT_REPLY)
                .params(key.account(), key.clientId().toString())
                .query((row, _) -> storedReply(row))
                .optional();
    }

    /** Reads the stored reply and the lookup in one statement. */
    private <T> Reply applyWith(Transaction transaction, LookupChange<T> change) {
        record Read<T>(@Nullable Reply storedReply, Optional<T> found) {}
        Lookup<T> lookup = change.lookup();
        List<Object> params =
                new ArrayList<>(List.of(key.account(), key.clientId().toString()));
        params.addAll(lookup.params());
        Read<T> read = transaction
                .store()
                .sql("""
                    SELECT kept.*, found.*
                    FROM (SELECT 1 AS here) one
                    LEFT JOIN (%s) kept ON 1 = 1
                    LEFT JOIN (SELECT 1 AS kept_nothing, looked_up.* FROM (%s) looked_up) found ON 1 = 1\
                    """.formatted(SELECT_REPLY, lookup.sql()))
                .params(params)
                .query((row, number) -> new Read<T>(storedReply(row), found(lookup, row, number)))
                .single();
        return read.storedReply() != null
                ? read.storedReply()
                : storeReply(transaction, change.apply(transaction, read.found()));
    }

    private static <T> Optional<T> found(Lookup<T> lookup, ResultSet row, int number) throws SQLException {
        return row.getObject("kept_nothing") == null
                ? Optional.empty()
                : Optional.ofNullable(lookup.row().mapRow(row, number));
    }

    /** @throws Refusal {@code CLIENT_ID_REUSED} if the id belongs to a different command */
    private @Nullable Reply storedReply(ResultSet row) throws SQLException {
        String fingerprint = row.getString("kept_fingerprint");
        if (fingerprint == null) {
            return null;
        }
        if (!fingerprint.equals(key.fingerprint())) {
            throw new Refusal(ErrorCode.CLIENT_ID_REUSED);
        }
        return new Reply(key.clientId(), row.getString("kept_type"), row.getString("kept_reply"));
    }

    private Reply storeReply(Transaction transaction, Reply reply) {
        List<StoredEvent> events = transaction.events();
        transaction
                .store()
                .sql(INSERT_REPLY)
                .param(key.account())
                .param(key.clientId().toString())
                .param(key.fingerprint())
                .param(reply.type())
                .param(reply.data())
                .param(transaction.now().toEpochMilli())
                .param(events.isEmpty() ? null : events.getFirst().position())
                .param(events.isEmpty() ? null : events.getLast().position())
                .update();
        return reply;
    }
}
