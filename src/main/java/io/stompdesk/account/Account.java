package io.stompdesk.account;

import io.stompdesk.kernel.Actor;
import io.stompdesk.kernel.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as the desk knows them.
 *
 * @param id opaque, {@code [A-Za-z0-9_-]{1,64}}; also the STOMP principal's name
 * @param username what they log in with; {@code null} for guests
 * @param name what others see
 * @param guest without a password: known by a cookie alone
 * @param disabled may no longer log in or do anything
 * @param projects the ids of the projects whose tickets they may see, sorted; all for admins, none for customers
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

    /** This person as events show them. */
    public Actor actor() {
        return new Actor(id, name, role);
    }

    public boolean isStaff() {
        return role.isStaff();
    }

    /** Whether the tickets of this project are theirs to see and touch, as of when this account was read. */
    public boolean mayWorkIn(String project) {
        return isStaff() && !disabled && projects.contains(project);
    }
}
