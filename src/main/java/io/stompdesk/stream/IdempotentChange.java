package io.stompdesk.stream;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.Optional;

/**
 * Gives a command its effect at most once: the reply is kept beside the effect, in the same transaction. A refusal
 * keeps nothing, so a refused command may be sent again.
 */
record IdempotentChange(CommandKey key, Change<Reply> change) implements Change<Reply> {

    @Override
    public Reply apply(Transaction transaction) {
        Optional<Kept> kept = transaction
                .store()
                .sql("SELECT fingerprint, type, reply FROM command WHERE account = ? AND" + " client_id = ?")
                .params(key.account(), key.clientId().toString())
                .query((row, _) ->
                        new Kept(row.getString(1), new Reply(key.clientId(), row.getString(2), row.getString(3))))
                .optional();
        if (kept.isPresent()) {
            return kept.get().replyTo(key);
        }
        Reply reply = change.apply(transaction);
        transaction
                .store()
                .sql("INSERT INTO command (account, client_id, fingerprint, type, reply, at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(
                        key.account(),
                        key.clientId().toString(),
                        key.fingerprint(),
                        reply.type(),
                        reply.data(),
                        transaction.now().toEpochMilli())
                .update();
        return reply;
    }

    private record Kept(String fingerprint, Reply reply) {

        Reply replyTo(CommandKey again) {
            if (!fingerprint.equals(again.fingerprint())) {
                throw new Refusal(ErrorCode.CLIENT_ID_REUSED);
            }
            return reply;
        }
    }
}
