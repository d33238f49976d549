/** Who is connected: CONNECT, liveness, disconnect. */
@ApplicationModule(allowedDependencies = {"kernel", "account", "auth", "transport"})
@NullMarked
package io.stompdesk.connection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
