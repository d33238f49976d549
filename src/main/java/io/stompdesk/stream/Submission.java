package io.stompdesk.stream;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A change submitted to the writer, and the future for its result. */
final class Submission<R> {

    final @Nullable CommandKey key;
    final Change<R> change;
    final CompletableFuture<R> future = new CompletableFuture<>();

    Submission(@Nullable CommandKey key, Change<R> change) {
        this.key = key;
        this.change = change;
    }

    Outcome stored(R value, List<StoredEvent> events) {
        return new Outcome(events, () -> future.complete(value));
    }

    Outcome refused(RuntimeException refusal) {
        return new Outcome(List.of(), () -> future.completeExceptionally(refusal));
    }

    Outcome unstored() {
        return refused(new Refusal(ErrorCode.STORE_UNAVAILABLE));
    }
}
