package io.stompdesk.stream;

import java.util.Optional;
import java.util.function.BiFunction;

/** A command that begins with a {@link Lookup}. */
record LookupChange<T>(Lookup<T> lookup, BiFunction<Transaction, Optional<T>, Reply> change) implements Change<Reply> {

    @Override
    public Reply apply(Transaction transaction) {
        return apply(
                transaction,
                transaction
                        .store()
                        .sql(lookup.sql())
                        .params(lookup.params())
                        .query(lookup.row())
                        .optional());
    }

    Reply apply(Transaction transaction, Optional<T> found) {
        return change.apply(transaction, found);
    }
}
