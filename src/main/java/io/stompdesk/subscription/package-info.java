/** Subscriptions as cursors in streams: replay, live events, signals, replies, and revoked access. */
@ApplicationModule(allowedDependencies = {"kernel", "stream", "account", "auth", "transport", "connection"})
@NullMarked
package io.stompdesk.subscription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
