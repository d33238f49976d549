/** Sockets, plain and over SockJS: what waits for each client, how fast it may talk, how it is closed. */
@ApplicationModule(allowedDependencies = {"kernel", "limit"})
@NullMarked
package io.stompdesk.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
