/** Login, guests, access and refresh tokens, and authorization over HTTP. */
@ApplicationModule(allowedDependencies = {"kernel", "stream", "account", "limit", "web"})
@NullMarked
package io.stompdesk.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
