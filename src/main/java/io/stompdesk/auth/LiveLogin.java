package io.stompdesk.auth;

import io.stompdesk.kernel.Role;

/**
 * A login that stands.
 *
 * @param name what its account is called now
 * @param role what its account may do now
 */
public record LiveLogin(String name, Role role) {}
