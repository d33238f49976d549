/** The chat in a ticket: messages and typing. */
@ApplicationModule(allowedDependencies = {"kernel", "limit", "stream", "account", "subscription", "command", "ticket"})
@NullMarked
package io.stompdesk.chat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
