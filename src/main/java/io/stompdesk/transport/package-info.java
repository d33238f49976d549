/** Sockets, plain and over SockJS: outbound queues, rate limits for frames, close codes. */
@ApplicationModule(allowedDependencies = {"kernel", "limit"})
@NullMarked
package io.stompdesk.transport;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
