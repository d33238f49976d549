/** How the desk stands now: the figures of the dashboard, and a customer's place in the queue. */
@ApplicationModule(
        allowedDependencies = {"kernel", "stream", "account", "subscription", "command", "ticket", "presence"})
@NullMarked
package io.stompdesk.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
