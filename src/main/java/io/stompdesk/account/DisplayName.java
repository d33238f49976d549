package io.stompdesk.account;

/**
 * A display name that {@link Names} has validated.
 *
 * @param text the name as users see it
 * @param skeleton equal for all names that look alike; see {@link Skeleton}
 */
record DisplayName(String text, String skeleton) {}
