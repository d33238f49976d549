/**
 * Login, guests, access and refresh tokens, authorization over HTTP, and the configuration that the pages need before
 * login.
 */
@ApplicationModule(allowedDependencies = {"kernel", "stream", "account", "limit", "web"})
@NullMarked
package io.stompdesk.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
