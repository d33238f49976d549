/** The live dashboard, and the position of each ticket in the queue. */
@ApplicationModule(
        allowedDependencies = {"kernel", "stream", "account", "subscription", "command", "ticket", "presence"})
@NullMarked
package io.stompdesk.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
