/** Presence of staff and customers, and its consequences for tickets. */
@ApplicationModule(
        allowedDependencies = {"kernel", "stream", "account", "auth", "connection", "subscription", "command", "ticket"
        })
@NullMarked
package io.stompdesk.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
