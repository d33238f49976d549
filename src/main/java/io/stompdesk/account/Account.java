package io.stompdesk.account;

import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of the desk.
 *
 * @param id opaque, {@code [A-Za-z0-9_-]{1,64}}; also the STOMP principal's name
 * @param username the name to log in with; {@code null} for guests
 * @param name the display name
 * @param guest whether the account has no password and is identified by its refresh cookie only
 * @param disabled whether the account is locked out: it cannot log in or do anything
 * @param projects the sorted ids of the projects whose tickets the account may see; every project for admins, none for
 *     customers
 */
public record Account(
        String id,
        @Nullable String username,
        String name,
        Role role,
        boolean guest,
        boolean disabled,
        List<String> projects) {

    public Account {
        projects = List.copyOf(projects);
    }

    /** This account as events show it. */
    public Actor actor() {
        return new Actor(id, name, role, guest);
    }

    public boolean isStaff() {
        return role.isStaff();
    }

    /** Whether this account may see and change the project's tickets, as of the time this account was read. */
    public boolean mayWorkIn(String project) {
        return isStaff() && !disabled && projects.contains(project);
    }
}
