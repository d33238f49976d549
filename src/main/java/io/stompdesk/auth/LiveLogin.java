package io.stompdesk.auth;

import io.stompdesk.kernel.Role;

/**
 * A live login: neither ended nor expired, of an enabled account.
 *
 * @param name the account's current display name
 * @param role the account's current role
 */
public record LiveLogin(String name, Role role) {}
