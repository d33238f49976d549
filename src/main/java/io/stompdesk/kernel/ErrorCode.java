package io.stompdesk.kernel;

/**
 * Everything that can be refused. The names are part of the protocol: clients decide by them, so they never change.
 *
 * <p>{@link #httpStatus()} is the status of the same refusal over REST; {@link #retryable()} says whether the same
 * request may succeed later.
 */
public enum ErrorCode {
    MALFORMED_JSON(400, false, "The message is not the JSON object that this command takes."),
    UNKNOWN_FIELD(400, false, "The command has a field that it does not know."),
    INVALID_FIELD(400, false, "A field is missing or has a value that is not allowed."),
    CLIENT_ID_INVALID(400, false, "The command needs a clientId that is a UUID."),
    CLIENT_ID_REUSED(409, false, "Another command was already sent with this clientId."),
    PROTOCOL_VIOLATION(400, false, "This is not what a STOMP client sends here."),
    UNKNOWN_DESTINATION(404, false, "There is no such destination."),
    NOT_FOUND(404, false, "There is nothing here that you can see."),
    FORBIDDEN(403, false, "Your role does not allow this."),
    WRONG_STATE(409, false, "The ticket's state does not allow this."),
    CHAT_LOCKED(409, true, "The chat is closed until an agent has picked the ticket."),
    ALREADY_PICKED(409, false, "Somebody else has picked this ticket."),
    NOT_ONLINE(409, true, "Go online before you pick a ticket."),
    NOT_YOURS(403, false, "Another agent holds this ticket."),
    SEEN_OLD_STATE(409, true, "There is something new in this ticket that you have not seen."),
    SINCE_INVALID(400, false, "The since header is a whole number from 0, and only on a stream."),
    SNAPSHOT_INVALID(400, false, "The snapshot header is true or false, and true only on a stream."),
    SINCE_AND_SNAPSHOT(400, false, "A subscription takes since or snapshot, not both."),
    RECEIPT_INVALID(400, false, "The receipt header is too long."),
    SUBSCRIPTION_INVALID(400, false, "The subscription id is missing, too long, or in use."),
    TOO_LARGE(413, false, "The message is too large."),
    RATE_LIMITED(429, true, "Too many requests. Wait a moment."),
    BUSY(503, true, "The desk is busy. Try again in a moment."),
    STORE_UNAVAILABLE(503, true, "The desk cannot store this right now. Try again in a moment."),
    UNAUTHENTICATED(401, false, "Log in first."),
    BAD_CREDENTIALS(401, false, "The user name or the password is wrong."),
    USERNAME_TAKEN(409, false, "This user name is in use."),
    NAME_TAKEN(409, false, "This name is in use."),
    NAME_RESERVED(409, false, "This name could be taken for the staff's. Choose another."),
    LAST_ADMIN(409, false, "The desk needs at least one admin."),
    REGISTRATION_CLOSED(403, false, "This desk does not take registrations."),
    INTERNAL(500, true, "Something went wrong on our side.");

    private final int httpStatus;
    private final boolean retryable;
    private final String message;

    ErrorCode(int httpStatus, boolean retryable, String message) {
        this.httpStatus = httpStatus;
        this.retryable = retryable;
        this.message = message;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public boolean retryable() {
        return retryable;
    }

    /** The sentence for the person who reads it, in English. */
    public String message() {
        return message;
    }
}
