/**
 * Figures of the desk as they are now: the staff's dashboard, and a customer's place in the queue.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "stream",
            "account",
            "auth",
            "realtime",
            "ticket",
            "presence"
        })
@NullMarked
package io.stompdesk.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
