package io.stompdesk.account;

/**
 * A group of tickets with its own staff.
 *
 * @param id such as {@code support}
 * @param name the display name
 */
public record Project(String id, String name) {}
