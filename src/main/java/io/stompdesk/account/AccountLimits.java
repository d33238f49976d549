package io.stompdesk.account;

/**
 * Length limits for names and passwords, in characters. The pages read them from {@code /api/config}.
 *
 * @param nameMax maximum length of a display name
 * @param passwordMin minimum length of a password
 */
public record AccountLimits(int nameMax, int passwordMin) {}
