package io.stompdesk.stream;

/** The store failed underneath a change: nothing that the change's rules could answer. */
final class StoreFailure extends Exception {

    private static final long serialVersionUID = 1L;

    enum Kind {
        /** No connection to it. Nothing was written. */
        UNREACHABLE,
        /** A statement failed. Nothing was committed, and one of the changes may be to blame. */
        STATEMENT,
        /** The commit failed: whether it took effect is not known. */
        COMMIT
    }

    private final Kind kind;

    StoreFailure(Kind kind, Exception cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
