package io.stompdesk.account;

/**
 * How long names and passwords may be, in characters; the pages ask for it before they send.
 *
 * @param nameMax longest display name
 * @param passwordMin shortest password
 */
public record AccountLimits(int nameMax, int passwordMin) {}
