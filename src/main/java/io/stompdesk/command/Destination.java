package io.stompdesk.command;

import io.stompdesk.kernel.Role;
import io.stompdesk.kernel.Shapes;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.messaging.simp.SimpMessageType;

/**
 * The complete table of destinations and the roles that may use them. Any other destination is refused. Rights on an
 * individual ticket or project are checked where it is looked up.
 *
 * <p>Expressions match the whole destination, and none allows a wildcard: {@code /queue/ticket.*} matches nothing.
 */
enum Destination {
    CREATE(send("tickets\\.create"), Roles.ALL),
    OWNERSHIP(send("ticket\\." + Shapes.TICKET_ID + "\\.(pick|release)"), Roles.STAFF),
    LIFECYCLE(send("ticket\\." + Shapes.TICKET_ID + "\\.(resolve|reopen)"), Roles.ALL),
    CHAT(send("ticket\\." + Shapes.TICKET_ID + "\\.(chat|typing)"), Roles.ALL),
    SET_PRESENCE(send("presence"), Roles.STAFF),
    RENEW(send("auth\\.renew"), Roles.ALL),
    STATS(send("stats"), Roles.STAFF),
    PING(send("ping"), Roles.ALL),

    TICKETS(subscribe("/topic/tickets(\\." + Shapes.PROJECT + ")?"), Roles.STAFF),
    PRESENCE(subscribe("/topic/presence(\\." + Shapes.PROJECT + ")?"), Roles.STAFF),
    DASHBOARD(subscribe("/topic/dashboard(\\." + Shapes.PROJECT + ")?"), Roles.STAFF),
    TICKET(subscribe("/queue/ticket\\." + Shapes.TICKET_ID), Roles.ALL),
    REPLIES(subscribe("/user/queue/replies"), Roles.ALL),
    ERRORS(subscribe("/user/queue/errors"), Roles.ALL);

    private record Shape(SimpMessageType type, Pattern pattern) {}

    private static final class Roles {
        static final Set<Role> ALL = EnumSet.allOf(Role.class);
        static final Set<Role> STAFF = EnumSet.of(Role.AGENT, Role.ADMIN);
    }

    private final Shape shape;
    private final Set<Role> roles;

    Destination(Shape shape, Set<Role> roles) {
        this.shape = shape;
        this.roles = roles;
    }

    private static Shape send(String rest) {
        return new Shape(SimpMessageType.MESSAGE, Pattern.compile("/app/" + rest));
    }

    private static Shape subscribe(String expression) {
        return new Shape(SimpMessageType.SUBSCRIBE, Pattern.compile(expression));
    }

    SimpMessageType type() {
        return shape.type;
    }

    boolean matches(String destination) {
        return shape.pattern.matcher(destination).matches();
    }

    Set<Role> roles() {
        return roles;
    }
}
