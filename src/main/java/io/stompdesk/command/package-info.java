/** Inbound frames: which are accepted, how a SEND becomes a command, and how it is answered. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "stream",
            "account",
            "auth",
            "limit",
            "web",
            "transport",
            "connection",
            "subscription"
        })
@NullMarked
package io.stompdesk.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
