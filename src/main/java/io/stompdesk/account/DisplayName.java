package io.stompdesk.account;

/**
 * A name that passed the rules of {@link Names}.
 *
 * @param text as it is shown
 * @param skeleton the same for every name that looks like it
 */
record DisplayName(String text, String skeleton) {}
