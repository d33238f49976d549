package io.stompdesk.kernel;

/**
 * Every reason for which the desk refuses a request. Clients branch on the names. They are part of the protocol and
 * never change.
 *
 * <p>{@link #httpStatus()} is the HTTP status of the same refusal over REST. {@link #retryable()} says whether the same
 * request may succeed later.
 */
public enum ErrorCode {
    MALFORMED_JSON(400, false, "The body is not the JSON object that this command expects."),
    UNKNOWN_FIELD(400, false, "The command has an unknown field."),
    INVALID_FIELD(400, false, "A field is missing or has an invalid value."),
    CLIENT_ID_INVALID(400, false, "The command needs a clientId, which must be a UUID."),
    CLIENT_ID_REUSED(409, false, "A different command was already sent with this clientId."),
    PROTOCOL_VIOLATION(400, false, "A STOMP client may not send this frame here."),
    UNKNOWN_DESTINATION(404, false, "This destination does not exist."),
    NOT_FOUND(404, false, "This does not exist, or you may not see it."),
    FORBIDDEN(403, false, "Your role does not allow this."),
    WRONG_STATE(409, false, "The ticket's status does not allow this."),
    CHAT_LOCKED(409, true, "The chat is closed until an agent picks the ticket."),
    ALREADY_PICKED(409, false, "Somebody else has picked this ticket."),
    NOT_ONLINE(409, true, "Go online before you pick a ticket."),
    NOT_YOURS(403, false, "This ticket is assigned to another agent."),
    SEEN_OLD_STATE(409, true, "This ticket has changed since you last saw it."),
    SINCE_INVALID(400, false, "The since header must be a whole number, 0 or greater, and is allowed on streams only."),
    SNAPSHOT_INVALID(400, false, "The snapshot header must be true or false, and true is allowed on streams only."),
    SINCE_AND_SNAPSHOT(400, false, "A subscription can use since or snapshot, but not both."),
    RECEIPT_INVALID(400, false, "The receipt header is too long."),
    SUBSCRIPTION_INVALID(400, false, "The subscription id is missing, too long or already in use."),
    TOO_LARGE(413, false, "The message is too large."),
    TOO_SLOW(408, true, "The request took too long to arrive."),
    RATE_LIMITED(429, true, "Too many requests. Wait a moment."),
    BUSY(503, true, "The desk is busy. Try again in a moment."),
    STORE_UNAVAILABLE(503, true, "The desk cannot store this right now. Try again in a moment."),
    UNKNOWN_HOST(421, false, "This desk does not answer under this name."),
    UNAUTHENTICATED(401, false, "Please log in."),
    BAD_CREDENTIALS(401, false, "The user name or the password is wrong."),
    USERNAME_TAKEN(409, false, "This user name is already taken."),
    NAME_TAKEN(409, false, "This name is already taken."),
    NAME_RESERVED(409, false, "This name looks like a staff name. Choose another one."),
    LAST_ADMIN(409, false, "The desk needs at least one admin."),
    REGISTRATION_CLOSED(403, false, "Registration is closed on this desk."),
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

    /** An English sentence for the user. */
    public String message() {
        return message;
    }
}
