package io.stompdesk.kernel;

/**
 * The person who did something, as events show them.
 *
 * @param id the account's opaque id, {@code [A-Za-z0-9_-]{1,64}}
 * @param name the display name at that time
 * @param role the role at that time
 */
public record Actor(String id, String name, Role role) {}
