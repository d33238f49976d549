package io.stompdesk.kernel;

/** The parts of destinations and of stream names. None of the regular expressions matches a wildcard. */
public final class Shapes {

    /** 8 characters of Crockford's base32. */
    public static final String TICKET_ID = "[0-9A-HJKMNP-TV-Z]{8}";

    public static final String PROJECT = "[a-z0-9][a-z0-9-]{0,31}";

    /** What the name of a ticket's stream begins with. The ticket's id follows. */
    public static final String TICKET_STREAM = "ticket.";

    private Shapes() {}
}
