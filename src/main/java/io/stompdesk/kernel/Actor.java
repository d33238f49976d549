package io.stompdesk.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The person who did something, as events show them.
 *
 * @param id the account's opaque id, {@code [A-Za-z0-9_-]{1,64}}
 * @param name the display name at that time
 * @param role the role at that time
 * @param guest whether nobody but a cookie says who this is, so that the name may be anybody's; left out if false
 */
public record Actor(
        String id,
        String name,
        Role role,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean guest) {

    /** Somebody who has a password. */
    public Actor(String id, String name, Role role) {
        this(id, name, role, false);
    }
}
