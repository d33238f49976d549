package io.stompdesk.subscription;

import java.util.List;

/** The state that a stream's events have led to: one thing, or a list that may be long. */
public sealed interface Snapshot {

    /** @param data all of it, sent at once */
    record Whole(Object data) implements Snapshot {}

    /**
     * Sent in parts, as many rows at a time as fit.
     *
     * @param name of the list within {@code data}
     * @param rows first what a client wants to show first
     */
    record Rows(String name, List<?> rows) implements Snapshot {}
}
