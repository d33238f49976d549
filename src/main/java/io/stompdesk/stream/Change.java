package io.stompdesk.stream;

/**
 * The logic of one command. It runs inside the writer's transaction, possibly more than once, because the changes of a
 * failed batch are retried one by one. So it must have no effects except through the {@link Transaction}. To refuse the
 * command, it throws a {@link io.stompdesk.kernel.Refusal}.
 *
 * @param <R> the result that the caller receives once the change is stored and published
 */
@FunctionalInterface
public interface Change<R> {

    R apply(Transaction transaction);
}
