/** Tickets and their lifecycle: create, pick, release, pause, resolve, reopen. */
@ApplicationModule(
        allowedDependencies = {"kernel", "stream", "account", "auth", "limit", "connection", "subscription", "command"})
@NullMarked
package io.stompdesk.ticket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
