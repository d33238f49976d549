package io.stompdesk.stream;

/** A failure of the store itself, not of a change's own logic. */
final class StoreFailure extends Exception {

    private static final long serialVersionUID = 1L;

    enum Kind {
        /** No connection to it. Nothing was written. */
        UNREACHABLE,
        /** A statement failed. Nothing was committed, and one of the changes may be to blame. */
        STATEMENT,
        /** The commit failed. It is not known whether it took effect. */
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
