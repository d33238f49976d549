/** Who is here: staff online, away or offline, customers coming and going, and what follows for their tickets. */
@ApplicationModule(
        allowedDependencies = {"kernel", "stream", "account", "auth", "connection", "subscription", "command", "ticket"
        })
@NullMarked
package io.stompdesk.presence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
