package io.stompdesk.subscription;

import java.util.List;

/** The current state of a stream: a single object or a list, which may be long. */
public sealed interface Snapshot {

    /** @param data the whole state, sent in one message */
    record Whole(Object data) implements Snapshot {}

    /**
     * A list, sent in parts of limited size.
     *
     * @param name the name of the list within {@code data}
     * @param rows in the order in which a client wants to show them
     */
    record Rows(String name, List<?> rows) implements Snapshot {}
}
