package io.stompdesk.stream;

/**
 * The rules of one command. Runs inside the writer's transaction, possibly more than once (a batch that failed is taken
 * apart), so its only effects are what it does through the {@link Transaction}. To refuse, it throws a
 * {@link io.stompdesk.kernel.Refusal}.
 *
 * @param <R> what the caller gets once the change is stored and published
 */
@FunctionalInterface
public interface Change<R> {

    R apply(Transaction transaction);
}
