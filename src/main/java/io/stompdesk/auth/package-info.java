/**
 * Login, guests, access and refresh tokens, and the edge of HTTP: who may call what, headers,
 * errors.
 */
@ApplicationModule(allowedDependencies = {"kernel", "stream", "account"})
@NullMarked
package io.stompdesk.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
