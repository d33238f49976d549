package io.stompdesk.kernel;

/** What the variable parts of destinations look like, as regular expressions. None matches a wildcard. */
public final class Shapes {

    /** 8 characters of Crockford's base32. */
    public static final String TICKET_ID = "[0-9A-HJKMNP-TV-Z]{8}";

    public static final String PROJECT = "[a-z0-9][a-z0-9-]{0,31}";

    private Shapes() {}
}
