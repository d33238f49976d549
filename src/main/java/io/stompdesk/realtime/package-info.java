/**
 * All of the STOMP plumbing: connections, who may send and subscribe to what, streams with resume,
 * receipts, errors.
 */
@ApplicationModule(allowedDependencies = {"kernel", "stream", "account", "auth"})
@NullMarked
package io.stompdesk.realtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
