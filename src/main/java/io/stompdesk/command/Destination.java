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
 * <p>{@code <id>} stands for a ticket's id and {@code <project>} for a project's. A destination matches as a whole, and
 * none allows a wildcard: {@code /queue/ticket.*} matches nothing.
 */
enum Destination {
    CREATE(send("/app/tickets.create"), Roles.ALL),
    PICK(send("/app/ticket.<id>.pick"), Roles.STAFF),
    RELEASE(send("/app/ticket.<id>.release"), Roles.STAFF),
    RESOLVE(send("/app/ticket.<id>.resolve"), Roles.ALL),
    REOPEN(send("/app/ticket.<id>.reopen"), Roles.ALL),
    SAY(send("/app/ticket.<id>.chat"), Roles.ALL),
    TYPE(send("/app/ticket.<id>.typing"), Roles.ALL),
    SET_PRESENCE(send("/app/presence"), Roles.STAFF),
    STATS(send("/app/stats"), Roles.STAFF),
    RENEW(send("/app/auth.renew"), Roles.ALL),
    PING(send("/app/ping"), Roles.ALL),

    TICKETS(subscribe("/topic/tickets"), Roles.STAFF),
    TICKETS_OF_PROJECT(subscribe("/topic/tickets.<project>"), Roles.STAFF),
    TICKET(subscribe("/queue/ticket.<id>"), Roles.ALL),
    PRESENCE(subscribe("/topic/presence"), Roles.STAFF),
    PRESENCE_OF_PROJECT(subscribe("/topic/presence.<project>"), Roles.STAFF),
    DASHBOARD(subscribe("/topic/dashboard"), Roles.STAFF),
    DASHBOARD_OF_PROJECT(subscribe("/topic/dashboard.<project>"), Roles.STAFF),
    REPLIES(subscribe("/user/queue/replies"), Roles.ALL),
    ERRORS(subscribe("/user/queue/errors"), Roles.ALL);

    private record Shape(SimpMessageType type, String template, Pattern pattern) {}

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

    private static Shape send(String template) {
        return new Shape(SimpMessageType.MESSAGE, template, pattern(template));
    }

    private static Shape subscribe(String template) {
        return new Shape(SimpMessageType.SUBSCRIBE, template, pattern(template));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(
                template.replace(".", "\\.").replace("<id>", Shapes.TICKET_ID).replace("<project>", Shapes.PROJECT));
    }

    SimpMessageType type() {
        return shape.type;
    }

    /** The destination as docs/protocol.md writes it. */
    String template() {
        return shape.template;
    }

    boolean matches(String destination) {
        return shape.pattern.matcher(destination).matches();
    }

    Set<Role> roles() {
        return roles;
    }
}
